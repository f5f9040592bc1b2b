import type {
  ResourceChange,
  ResourceIndex,
  ResourceKey,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  kindOf,
  parentsOf,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import type { Resources } from '../translate/Translator';
import type { PlatformSource } from '../provider/PlatformSource';

type Listener = Parameters<PlatformSource['subscribe']>[0];

function definitionOf({ apiVersion, kind }: KubernetesObject): KindDefinition {
  const definition = kindOf(apiVersion, kind);
  if (!definition) throw new Error(`No kind ${kind} of ${apiVersion}`);
  return definition;
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}

/** A platform whose resources a test sets, changes and takes away. */
export class InMemoryPlatform implements PlatformSource {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #unread = new Set<string>();
  readonly #listeners = new Set<Listener>();

  readonly resources: Resources = {
    get: <T extends KubernetesObject>(
      kind: KindDefinition<T>,
      { namespace, name }: ResourceKey,
    ) =>
      this.#ofKind(kind).find(
        ({ metadata }) =>
          metadata.name === name && metadata.namespace === namespace,
      ),
    list: <T extends KubernetesObject>(kind: KindDefinition<T>) =>
      this.#ofKind(kind),
    byIndex: <T extends KubernetesObject>(
      kind: KindDefinition<T>,
      index: ResourceIndex,
      value: string,
    ) =>
      this.#ofKind(kind).filter(object => {
        const { project, component } = parentsOf(definitionOf(object), object);
        const names = index === 'project' ? [project] : [project, component];
        return [object.metadata.namespace, ...names].join('/') === value;
      }),
  };

  /** Sets a resource as a manifest gives it; it is parsed with the kind's own schema. */
  set(manifest: KubernetesObject): void {
    const kind = definitionOf(manifest);
    const object = kind.schema.parse(manifest);
    const old = this.#objects.get(keyOf(object));
    this.#objects.set(keyOf(object), object);
    this.#tell({ type: old ? 'updated' : 'added', kind, object, old });
  }

  delete(manifest: KubernetesObject): void {
    const kind = definitionOf(manifest);
    this.#objects.delete(keyOf(manifest));
    this.#tell({ type: 'deleted', kind, object: kind.schema.parse(manifest) });
  }

  /** As when a list of that kind has not been answered yet, or answers an error. */
  cannotRead(kind: { kind: string }): void {
    this.#unread.add(kind.kind);
  }

  canRead(kind: { kind: string }): void {
    this.#unread.delete(kind.kind);
    for (const { onRead } of this.#listeners) onRead();
  }

  hasRead({ kind }: KindDefinition): boolean {
    return !this.#unread.has(kind);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: ResourceChange): void {
    for (const { onChange } of this.#listeners) onChange(change);
  }

  #ofKind<T extends KubernetesObject>(kind: KindDefinition<T>): T[] {
    return [...this.#objects.values()]
      .filter(object => object.kind === kind.kind)
      .map(object => kind.schema.parse(object));
  }
}
