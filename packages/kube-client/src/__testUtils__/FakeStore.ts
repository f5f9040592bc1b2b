import { UnstructuredObject } from '../objects/KubeObject';

/** A change in the history. */
export interface StoredChange {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  collection: string;
  object: UnstructuredObject;
}

/** Address of an object. */
export interface Address {
  collection: string;
  namespace: string;
  name: string;
}

/** Objects of all types, with one resource version counter and a history. */
export class FakeStore {
  readonly #objects = new Map<string, UnstructuredObject>();
  readonly #history: StoredChange[] = [];
  #version = 100;

  constructor(private readonly onChange: (change: StoredChange) => void) {}

  /** Resource version of the last change. */
  get version(): number {
    return this.#version;
  }

  get(address: Address): UnstructuredObject | undefined {
    return this.#objects.get(keyOf(address));
  }

  /** Returns the objects of a collection, in one namespace or in all, sorted by name. */
  list(collection: string, namespace: string): UnstructuredObject[] {
    const prefix = `${collection}|${namespace}`;
    return [...this.#objects]
      .filter(([key]) => key.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  put(collection: string, object: UnstructuredObject): UnstructuredObject {
    const { name, namespace = '' } = object.metadata;
    const key = keyOf({ collection, namespace, name });
    const existing = this.#objects.get(key);
    this.#version += 1;
    const stored = {
      ...object,
      metadata: {
        ...object.metadata,
        uid: object.metadata.uid ?? existing?.metadata.uid ?? `uid-${key}`,
        resourceVersion: String(this.#version),
      },
    };
    this.#objects.set(key, stored);
    this.#record(existing ? 'MODIFIED' : 'ADDED', collection, stored);
    return stored;
  }

  /** @returns whether the object existed */
  remove(address: Address, { silently = false } = {}): boolean {
    const existing = this.get(address);
    if (!existing) {
      return false;
    }
    this.#objects.delete(keyOf(address));
    this.#version += 1;
    if (!silently) {
      const resourceVersion = String(this.#version);
      this.#record('DELETED', address.collection, {
        ...existing,
        metadata: { ...existing.metadata, resourceVersion },
      });
    }
    return true;
  }

  changesSince(version: number): StoredChange[] {
    return this.#history.filter(change => change.version > version);
  }

  #record(
    type: StoredChange['type'],
    collection: string,
    object: UnstructuredObject,
  ): void {
    const change = { version: this.#version, type, collection, object };
    this.#history.push(change);
    this.onChange(change);
  }
}

function keyOf({ collection, namespace, name }: Address): string {
  return `${collection}|${namespace}|${name}`;
}
