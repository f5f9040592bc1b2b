import {
  KubeObject,
  ObjectKey,
  keyOf,
  mergePatch,
} from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { recoverSpec } from '../../core/recover-spec';
import { isJsonObject } from '../../runtime/json';
import { ObjectIndex, Read, TypedResource } from '../../runtime/read';
import { recoverDeleted } from '../../runtime/recover-deleted';
import { validationError } from '../../runtime/validation';
import { NewObject, Write } from '../../runtime/write';
import { apiError, conflict } from './api-errors';
import { FaultInjector } from './fault-injector';
import { ObjectStore } from './object-store';
import { RecordedWrite } from './recorded-write';

/** An event of a reconciler. */
export interface RecordedEvent {
  about: string;
  reason: string;
  message: string;
}

/** A change that the cache received. `before` is absent for a new object, `after` for a deleted one. */
export interface CacheChange {
  readonly kind: string;
  readonly before?: KubernetesObject;
  readonly after?: KubernetesObject;
}

/** The process ended; thrown instead of a write. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * An API server and the cache of a control plane in memory, for tests of reconcilers. It keeps resource versions, generations and
 * finalizers and deletes dependents, as Kubernetes does, and it can end the process before any write.
 *
 * The cache is always up to date, and no write fails, unless {@link InMemoryCluster.withFaults} is called.
 */
export class InMemoryCluster implements Read, Write {
  readonly writes: RecordedWrite[] = [];
  readonly events: RecordedEvent[] = [];
  /** Number of objects that reads returned. */
  objectsRead = 0;
  readonly #stored = new ObjectStore();
  readonly #cached = new ObjectStore();
  /** Own writes that the cache has not received, as in the mutation cache. */
  readonly #written = new ObjectStore();
  readonly #undelivered: CacheChange[] = [];
  readonly #listeners: ((change: CacheChange) => void)[] = [];
  #faults?: FaultInjector;
  #version = 0;
  #writesLeft = Number.POSITIVE_INFINITY;

  constructor(...objects: KubernetesObject[]) {
    objects.forEach(object => this.apply(object));
  }

  /**
   * From now on writes fail at random with a conflict, because the API server is unavailable, or after it has processed them, and the
   * cache receives changes late.
   * A seed always gives the same faults.
   */
  withFaults(seed: number): this {
    this.#faults = new FaultInjector(seed);
    return this;
  }

  /** Whether writes may fail. */
  get hasFaults(): boolean {
    return this.#faults !== undefined;
  }

  /** Calls a function for every change that the cache receives from now on. */
  onCacheChange(listener: (change: CacheChange) => void): void {
    this.#listeners.push(listener);
  }

  /** Delivers all changes to the cache. Returns whether there were any. */
  deliverAll(): boolean {
    const isBehind = this.#undelivered.length > 0;
    while (this.#undelivered.length > 0) this.#deliverNext();
    return isBehind;
  }

  /** Creates or replaces an object, as `kubectl apply` of another client does. Keeps the status if the object has none. */
  apply(object: KubernetesObject): void {
    const before = this.#stored.get(object);
    this.#put({
      status: before?.status,
      ...object,
      metadata: {
        creationTimestamp: '2026-01-01T00:00:00Z',
        ...before?.metadata,
        ...object.metadata,
        uid: before?.metadata.uid ?? `uid-${object.kind}-${keyOf(object)}`,
        generation: (before?.metadata.generation ?? 0) + 1,
      },
    });
  }

  /** Deletes an object, as `kubectl delete` of another client does. */
  delete(object: KubeObject): void {
    const stored = this.#stored.get(object);
    if (stored) {
      this.#put({
        ...stored,
        metadata: {
          ...stored.metadata,
          deletionTimestamp: '2026-01-01T00:00:00Z',
        },
      });
    }
  }

  /** Ends the process before the write after the next `writes`. */
  crashAfter(writes: number): void {
    this.#writesLeft = writes;
  }

  /** Starts the process again. */
  restart(): void {
    this.#writesLeft = Number.POSITIVE_INFINITY;
  }

  /** All stored objects by kind and key, without what depends on the number of writes and on the time. */
  state(): Record<string, unknown> {
    return Object.fromEntries(
      this.#stored
        .all()
        .map(object => [`${object.kind} ${keyOf(object)}`, timeless(object)])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
  }

  get<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined {
    this.#deliverSome();
    const found =
      this.#written.of(type.kind).get(keyOf(key)) ??
      this.#cached.of(type.kind).get(keyOf(key));
    return found && this.#countRead([found]).map(each => parsed(type, each))[0];
  }

  /** Returns an object in the cache that does not match its schema. */
  invalidObject<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): KubernetesObject | undefined {
    const found = this.#cached.of(type.kind).get(keyOf(key));
    return found && validationError(type, found) ? found : undefined;
  }

  validationError<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): string | undefined {
    const invalid = this.invalidObject(type, key);
    return invalid && validationError(type, invalid);
  }

  recoverDeleted<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined {
    return recoverDeleted(type, this.invalidObject(type, key), recoverSpec);
  }

  list<T extends KubeObject>(type: TypedResource<T>): T[] {
    return this.#countRead(this.#valid(type));
  }

  #countRead<T>(objects: T[]): T[] {
    this.objectsRead += objects.length;
    return objects;
  }

  #valid<T extends KubeObject>(type: TypedResource<T>): T[] {
    this.#deliverSome();
    const objects = new Map([
      ...this.#cached.of(type.kind),
      ...this.#written.of(type.kind),
    ]);
    return [...objects.values()].flatMap(object => parsed(type, object) ?? []);
  }

  byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): T[] {
    return this.#countRead(
      this.#valid(type).filter(object =>
        index.valuesOf(object).includes(value),
      ),
    );
  }

  countByIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): number {
    return this.#valid(type).filter(object =>
      index.valuesOf(object).includes(value),
    ).length;
  }

  invalidByIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: ObjectIndex,
    value: string,
  ): KubernetesObject[] {
    return [...this.#cached.of(type.kind).values()].filter(
      object =>
        index.invalidValuesOf?.(object).includes(value) &&
        validationError(type, object),
    );
  }

  /** Patches a status with a JSON merge patch, as a client of a malformed object does. */
  async patchStatus(
    { kind }: { kind: string },
    key: ObjectKey,
    patch: object,
  ): Promise<void> {
    const stored = this.#stored.of(kind).get(keyOf(key));
    if (stored) {
      this.#record('status', kind, key.name);
      this.#put({ ...stored, status: { ...Object(stored.status), ...patch } });
    }
  }

  /** Patches an object whose status is no subresource. */
  patch(
    type: { kind: string },
    key: ObjectKey,
    { status }: { status?: object },
  ): Promise<void> {
    return this.patchStatus(type, key, status ?? {});
  }

  async create<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<T> {
    const { status: _, ...declared }: KubernetesObject =
      type.schema.parse(object);
    return this.#create(type, declared);
  }

  async #create<T extends KubeObject>(
    type: TypedResource<T>,
    object: KubernetesObject,
  ): Promise<T> {
    this.#record('create', type.kind, object.metadata.name);
    if (this.#stored.of(type.kind).has(keyOf(object))) {
      throw apiError(409, 'AlreadyExists', `${type.kind} "${keyOf(object)}"`);
    }
    this.apply(object);
    this.#faults?.loseResponse('create', keyOf(object));
    return this.#returnWritten(type, object.metadata);
  }

  async createIfAbsent<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<void> {
    if (!this.#stored.of(type.kind).has(keyOf(object))) {
      await this.create(type, object);
    }
  }

  async update<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    desired: T,
  ): Promise<T> {
    const status = 'status' in current ? current.status : undefined;
    return this.#update(type, current, { ...desired, status });
  }

  /** As on an API server whose definition of the kind has no status subresource. */
  async writeWithStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T | undefined,
    desired: T,
  ): Promise<T> {
    return current
      ? this.#update(type, current, desired)
      : this.#create(type, type.schema.parse(desired));
  }

  async #update<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    desired: T,
  ): Promise<T> {
    if (!mergePatch(current, desired)) {
      return current;
    }
    this.#record('update', type.kind, current.metadata.name);
    const stored = this.#findForWrite(current);
    if (!stored) {
      return current;
    }
    const next: KubernetesObject = validationError(type, stored)
      ? { ...desired, spec: stored.spec }
      : type.schema.parse(desired);
    const isChanged = mergePatch(
      { spec: stored.spec, status: stored.status },
      { spec: next.spec, status: next.status },
    );
    this.#put({
      ...next,
      metadata: {
        ...next.metadata,
        generation: (stored.metadata.generation ?? 0) + (isChanged ? 1 : 0),
      },
    });
    this.#faults?.loseResponse('update', keyOf(current));
    return this.#stored.get(current)
      ? this.#returnWritten(type, current.metadata, current)
      : current;
  }

  /** Unlike server-side apply it removes no fields. */
  async applyFields<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<T> {
    const stored = this.#stored.of(type.kind).get(keyOf(object));
    if (!stored) return this.create(type, object);
    const current = type.schema.parse(stored);
    return this.update(
      type,
      current,
      type.schema.parse(merged(current, object)),
    );
  }

  async updateStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T,
    status: NonNullable<T['status']>,
  ): Promise<T> {
    if (type.hasStatusSubresource === false) {
      return this.#update(type, current, { ...current, status });
    }
    if (!mergePatch(current.status ?? {}, status)) {
      return current;
    }
    this.#record('status', type.kind, current.metadata.name);
    const stored = this.#findForWrite(current);
    if (!stored) {
      return current;
    }
    const isEmpty = Object.keys(status).length === 0;
    this.#put({ ...stored, status: isEmpty ? undefined : status });
    this.#faults?.loseResponse('status', keyOf(current));
    return this.#returnWritten(type, current.metadata, current);
  }

  async remove<T extends KubeObject>(
    type: TypedResource<T>,
    object: T,
  ): Promise<void> {
    if (object.metadata.deletionTimestamp) {
      return;
    }
    this.#record('delete', type.kind, object.metadata.name);
    if (this.#stored.get(object)?.metadata.uid === object.metadata.uid) {
      this.delete(object);
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

  /** The stored object; undefined if it does not exist. @throws ApiError if it is not the version that the write is based on */
  #findForWrite(based: KubeObject): KubernetesObject | undefined {
    const stored = this.#stored.get(based);
    if (
      stored &&
      stored.metadata.resourceVersion !== based.metadata.resourceVersion
    ) {
      throw conflict(based.kind, keyOf(based));
    }
    return stored;
  }

  /** Returns an object that was written, and has later reads return it as well. */
  #returnWritten<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
    current?: T,
  ): T {
    const stored = this.#stored.of(type.kind).get(keyOf(key));
    if (!stored) {
      throw new Error(`${type.kind} "${keyOf(key)}" not found`);
    }
    if (current && validationError(type, stored)) {
      return current;
    }
    const cached = this.#cached.get(stored);
    if (cached?.metadata.resourceVersion !== stored.metadata.resourceVersion) {
      this.#written.of(type.kind).set(keyOf(key), stored);
    }
    return type.schema.parse(stored);
  }

  #put(object: KubernetesObject): void {
    const objects = this.#stored.of(object.kind);
    const { deletionTimestamp, finalizers } = object.metadata;
    if (deletionTimestamp && !finalizers?.length) {
      objects.delete(keyOf(object));
      this.#publish({ kind: object.kind, before: object });
      this.#deleteDependents(object);
      return;
    }
    this.#version += 1;
    const after = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.#version) },
    };
    objects.set(keyOf(object), after);
    this.#publish({ kind: object.kind, after });
  }

  #deleteDependents({ metadata: { uid } }: KubernetesObject): void {
    for (const object of this.#stored.all()) {
      if (object.metadata.ownerReferences?.some(owner => owner.uid === uid)) {
        this.delete(object);
      }
    }
  }

  #publish(change: CacheChange): void {
    this.#undelivered.push(change);
    if (!this.#faults) this.deliverAll();
  }

  #deliverSome(): void {
    while (this.#undelivered.length > 0 && this.#faults?.shouldDeliver()) {
      this.#deliverNext();
    }
  }

  #deliverNext(): void {
    const change = this.#undelivered.shift();
    const object = change?.after ?? change?.before;
    if (!change || !object) return;
    const cached = this.#cached.of(change.kind);
    const key = keyOf(object);
    const before = cached.get(key);
    if (change.after) cached.set(key, change.after);
    else cached.delete(key);
    const written = this.#written.get(object);
    if (!change.after || !written || versionOf(written) <= versionOf(object)) {
      this.#written.of(change.kind).delete(key);
    }
    const delivered = { ...change, before };
    this.#listeners.forEach(listener => listener(delivered));
  }

  #record(verb: RecordedWrite['verb'], kind: string, name: string): void {
    if (this.#writesLeft <= 0) {
      throw new Crash(`ended before ${verb} of ${kind} ${name}`);
    }
    this.#faults?.failWrite(verb, `${kind} "${name}"`);
    this.#writesLeft -= 1;
    this.writes.push({ verb, kind, name });
  }
}

function parsed<T>(type: TypedResource<T>, object: unknown): T | undefined {
  try {
    return type.schema.parse(object);
  } catch {
    return undefined;
  }
}

/** Merges objects at every level; other values of `over` replace those of `base`. */
function merged(base: unknown, over: unknown): unknown {
  if (!isJsonObject(base) || !isJsonObject(over)) return over;
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(over)])].map(key => [
      key,
      key in over ? merged(base[key], over[key]) : base[key],
    ]),
  );
}

function versionOf({ metadata }: KubernetesObject): number {
  return Number(metadata.resourceVersion ?? 0);
}

const changingMembers = new Set([
  'resourceVersion',
  'generation',
  'observedGeneration',
  'creationTimestamp',
  'lastTransitionTime',
]);

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function timeless(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (member, inner: unknown) =>
      changingMembers.has(member) ||
      (typeof inner === 'string' && timestamp.test(inner))
        ? undefined
        : inner,
    ),
  );
}
