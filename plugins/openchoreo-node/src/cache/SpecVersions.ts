import type {
  ResourceChange,
  ResourceKind,
  ResourceObject,
} from './ResourceReader';

/** How many resource versions are kept per object. */
const versionsPerObject = 200;

/**
 * Records which resource versions of an object have the same spec. Every write of status changes the resource version, so a
 * caller that saw any version since the last change of the spec has seen the current spec.
 */
export class SpecVersions {
  readonly #kinds: ReadonlySet<string>;
  readonly #known = new Map<
    string,
    { generation?: number; versions: string[] }
  >();

  constructor(
    kinds: readonly ResourceKind[],
    source: { onChange(listener: (change: ResourceChange) => void): unknown },
  ) {
    this.#kinds = new Set(kinds.map(({ kind }) => kind));
    source.onChange(change => {
      if (this.#kinds.has(change.kind.kind)) this.#record(change);
    });
  }

  /** Whether the spec of an object is still that of one of its earlier resource versions. */
  isCurrent(object: ResourceObject, version: string): boolean {
    const { resourceVersion, generation } = object.metadata;
    if (version === resourceVersion) return true;
    const known = this.#known.get(keyOf(object));
    return Boolean(
      known &&
        known.generation === generation &&
        known.versions.includes(version),
    );
  }

  #record({ type, object }: ResourceChange): void {
    const { resourceVersion = '', generation } = object.metadata;
    const key = keyOf(object);
    if (type === 'deleted') {
      this.#known.delete(key);
      return;
    }
    const known = this.#known.get(key);
    const versions =
      known?.generation === generation ? known?.versions ?? [] : [];
    this.#known.set(key, {
      generation,
      versions: [...versions, resourceVersion].slice(-versionsPerObject),
    });
  }
}

/** With the uid, because another object may have had the same name. */
function keyOf({ kind, metadata }: ResourceObject): string {
  return `${kind}/${metadata.uid ?? `${metadata.namespace}/${metadata.name}`}`;
}
