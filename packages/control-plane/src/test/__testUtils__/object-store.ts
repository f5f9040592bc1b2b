import { keyOf, type ObjectKey } from '@promenade/kube-client';
import type { KubernetesObject } from '@promenade/openchoreo-model';

type ObjectsByKey = Map<string, KubernetesObject>;

/** Objects by kind and key. */
export class ObjectStore {
  readonly #kinds = new Map<string, ObjectsByKey>();

  of(kind: string): ObjectsByKey {
    const objects = this.#kinds.get(kind) ?? new Map();
    this.#kinds.set(kind, objects);
    return objects;
  }

  get(object: { kind: string; metadata: ObjectKey }) {
    return this.of(object.kind).get(keyOf(object.metadata));
  }

  all(): KubernetesObject[] {
    return [...this.#kinds.values()].flatMap(kind => [...kind.values()]);
  }
}
