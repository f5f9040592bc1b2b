import type {
  KindDefinition,
  KubernetesObject,
} from '@promenade/openchoreo-model';
import type { ResourceChange } from './ResourceReader';

/** How many versions of one object are remembered. Status is written seldom: this is minutes, if not days. */
const remembered = 200;

/**
 * Remembers which versions of an object ask for the same. A resource version changes with every word of status; whoever has
 * seen any version since the last change of what is asked for has seen what there is to see.
 */
export class SpecVersions {
  readonly #kinds: ReadonlySet<string>;
  readonly #known = new Map<
    string,
    { generation?: number; versions: string[] }
  >();

  constructor(
    kinds: readonly KindDefinition[],
    source: { onChange(listener: (change: ResourceChange) => void): unknown },
  ) {
    this.#kinds = new Set(kinds.map(({ kind }) => kind));
    source.onChange(change => {
      if (this.#kinds.has(change.kind.kind)) this.#note(change);
    });
  }

  /** Tells whether an object still asks for what it did in a version of it. */
  isCurrent(object: KubernetesObject, version: string): boolean {
    const { resourceVersion, generation } = object.metadata;
    if (version === resourceVersion) return true;
    const known = this.#known.get(nameOf(object));
    return Boolean(
      known &&
        known.generation === generation &&
        known.versions.includes(version),
    );
  }

  #note({ type, object }: ResourceChange): void {
    const { resourceVersion = '', generation } = object.metadata;
    const name = nameOf(object);
    if (type === 'deleted') {
      this.#known.delete(name);
      return;
    }
    const known = this.#known.get(name);
    const versions =
      known?.generation === generation ? known?.versions ?? [] : [];
    this.#known.set(name, {
      generation,
      versions: [...versions, resourceVersion].slice(-remembered),
    });
  }
}

/** The uid tells an object from another one that had its name before. */
function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.uid ?? `${metadata.namespace}/${metadata.name}`}`;
}
