import { KubeObject, ObjectKey, keyOf } from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { mergePatch } from '../../runtime/merge-patch';
import { ObjectIndex, Read, TypedResource } from '../../runtime/read';
import { NewObject, Write } from '../../runtime/write';

/** A write that was made, as a test looks at it. */
export interface RecordedWrite {
  verb: 'create' | 'update' | 'status' | 'delete';
  kind: string;
  name: string;
}

/** An Event that was told. */
export interface RecordedEvent {
  about: string;
  reason: string;
  message: string;
}

/** The process ended here; thrown instead of a write. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * The resources of a cluster in memory, for reconcilers that are tested without an API server.
 * Keeps versions, generations, finalizers and controllers' garbage collection as Kubernetes does, and can end the process before any write.
 */
export class InMemoryCluster implements Read, Write {
  readonly writes: RecordedWrite[] = [];
  readonly events: RecordedEvent[] = [];
  readonly #objects = new Map<string, Map<string, KubernetesObject>>();
  #version = 0;
  #writesLeft = Number.POSITIVE_INFINITY;

  constructor(...objects: KubernetesObject[]) {
    objects.forEach(object => this.apply(object));
  }

  /** Puts an object there as somebody else's `kubectl apply` would; keeps the status of one that is there. */
  apply(object: KubernetesObject): void {
    const kind = this.#kind(object.kind);
    const key = keyOf(object);
    const before = kind.get(key);
    kind.set(key, {
      status: before?.status,
      ...object,
      metadata: {
        creationTimestamp: '2026-01-01T00:00:00Z',
        ...before?.metadata,
        ...object.metadata,
        uid: before?.metadata.uid ?? `uid-${object.kind}-${key}`,
        resourceVersion: this.#nextVersion(),
        generation: (before?.metadata.generation ?? 0) + 1,
      },
    });
  }

  /** Ends the process before the write after the next `writes`; the world stays as it is then. */
  crashAfter(writes: number): void {
    this.#writesLeft = writes;
  }

  /** The process runs again. */
  restart(): void {
    this.#writesLeft = Number.POSITIVE_INFINITY;
  }

  get<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined {
    const found = this.#kind(type.kind).get(keyOf(key));
    return found && type.schema.parse(found);
  }

  validationError(): undefined {
    return undefined;
  }

  list<T extends KubeObject>(type: TypedResource<T>): T[] {
    return [...this.#kind(type.kind).values()].map(object =>
      type.schema.parse(object),
    );
  }

  byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): T[] {
    return this.list(type).filter(object =>
      index.valuesOf(object).includes(value),
    );
  }

  async create<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<T> {
    this.#record('create', type.kind, object.metadata.name);
    if (this.#kind(type.kind).has(keyOf(object))) {
      throw new Error(`${type.kind} "${keyOf(object)}" already exists`);
    }
    this.apply({ ...type.schema.parse(object), status: undefined });
    return this.#read(type, object.metadata);
  }

  async createIfAbsent<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<void> {
    if (!this.#kind(type.kind).has(keyOf(object))) {
      await this.create(type, object);
    }
  }

  async update<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    desired: T,
  ): Promise<T> {
    const declared = (object: T) => ({ ...object, status: undefined });
    if (!mergePatch(declared(current), declared(desired))) {
      return current;
    }
    this.#record('update', type.kind, current.metadata.name);
    const stored = this.#current(current);
    const next: KubernetesObject = type.schema.parse(desired);
    const redeclared = mergePatch({ a: stored.spec }, { a: next.spec });
    this.#store({
      ...next,
      status: stored.status,
      metadata: {
        ...next.metadata,
        generation: (stored.metadata.generation ?? 0) + (redeclared ? 1 : 0),
      },
    });
    return this.get(type, current.metadata) ?? current;
  }

  async updateStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T,
    status: NonNullable<T['status']>,
  ): Promise<T> {
    if (!mergePatch(current.status ?? {}, status)) {
      return current;
    }
    this.#record('status', type.kind, current.metadata.name);
    this.#store({ ...this.#current(current), status });
    return this.#read(type, current.metadata);
  }

  async remove<T extends KubeObject>(
    type: TypedResource<T>,
    object: T,
  ): Promise<void> {
    if (object.metadata.deletionTimestamp) {
      return;
    }
    this.#record('delete', type.kind, object.metadata.name);
    this.delete(object);
  }

  /** Deletes an object as somebody else's `kubectl delete` would. */
  delete(object: KubeObject): void {
    const stored = this.#kind(object.kind).get(keyOf(object));
    if (stored) {
      this.#store({
        ...stored,
        metadata: {
          ...stored.metadata,
          deletionTimestamp: '2026-01-01T00:00:00Z',
        },
      });
    }
  }

  event(
    about: KubeObject,
    _type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.events.push({
      about: `${about.kind} ${about.metadata.name}`,
      reason,
      message,
    });
  }

  #read<T extends KubeObject>(type: TypedResource<T>, key: ObjectKey): T {
    const object = this.get(type, key);
    if (!object) {
      throw new Error(`${type.kind} "${keyOf(key)}" not found`);
    }
    return object;
  }

  /** The stored object, if it is still the version that the write is based on. */
  #current(based: KubeObject): KubernetesObject {
    const stored = this.#kind(based.kind).get(keyOf(based));
    if (stored?.metadata.resourceVersion !== based.metadata.resourceVersion) {
      throw new Error(`${based.kind} "${keyOf(based)}" has been modified`);
    }
    return stored ?? based;
  }

  #store(object: KubernetesObject): void {
    const kind = this.#kind(object.kind);
    const { deletionTimestamp, finalizers } = object.metadata;
    if (deletionTimestamp && !finalizers?.length) {
      kind.delete(keyOf(object));
      this.#collectDependents(object);
      return;
    }
    kind.set(keyOf(object), {
      ...object,
      metadata: { ...object.metadata, resourceVersion: this.#nextVersion() },
    });
  }

  #collectDependents({ metadata: { uid } }: KubernetesObject): void {
    for (const kind of this.#objects.values()) {
      for (const object of kind.values()) {
        if (object.metadata.ownerReferences?.some(owner => owner.uid === uid)) {
          this.delete(object);
        }
      }
    }
  }

  #record(verb: RecordedWrite['verb'], kind: string, name: string): void {
    if (this.#writesLeft <= 0) {
      throw new Crash(`ended before ${verb} of ${kind} ${name}`);
    }
    this.#writesLeft -= 1;
    this.writes.push({ verb, kind, name });
  }

  #nextVersion(): string {
    this.#version += 1;
    return String(this.#version);
  }

  #kind(kind: string): Map<string, KubernetesObject> {
    const known = this.#objects.get(kind) ?? new Map();
    this.#objects.set(kind, known);
    return known;
  }
}
