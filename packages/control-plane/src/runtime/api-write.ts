import {
  EventRecorder,
  KubeClient,
  KubeObject,
  isAlreadyExists,
  isNotFound,
  mergePatch,
  stripManagedFields,
} from '@promenade/kube-client';
import { isJsonObject } from './json';
import { TypedResource } from './read';
import { validationError } from './validation';
import { NewObject, Write } from './write';

/** Returns the part of an object that an update may change. */
function updatableFields(object: KubeObject & { spec?: unknown }) {
  const { labels, annotations, finalizers, ownerReferences } = object.metadata;
  return {
    metadata: { labels, annotations, finalizers, ownerReferences },
    spec: object.spec,
  };
}

/** Receives the results of writes. */
export interface WriteObserver {
  created<T extends KubeObject>(type: TypedResource<T>, object: T): void;
  changed<T extends KubeObject>(type: TypedResource<T>, object: T): void;
}

/** Options of {@link ApiWrite}. */
export interface ApiWriteOptions {
  client: KubeClient;
  events: EventRecorder;
  /** Called with the stored object after every write. */
  observer: WriteObserver;
  fieldManager: string;
}

/**
 * The API server does not look for unknown fields, which costs it a second pass over the object: nobody would read its warnings, and
 * the types and tests of what is written have none.
 */
export const uncheckedFields = { fieldValidation: 'Ignore' } as const;

/** {@link Write} on the Kubernetes API. */
export class ApiWrite implements Write {
  readonly #client: KubeClient;
  readonly #events: EventRecorder;
  readonly #observer: WriteObserver;
  readonly #options: typeof uncheckedFields & { fieldManager: string };

  constructor({ client, events, observer, fieldManager }: ApiWriteOptions) {
    this.#client = client;
    this.#events = events;
    this.#observer = observer;
    this.#options = { ...uncheckedFields, fieldManager };
  }

  async create<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<T> {
    const stored = await this.#client.create<KubeObject>(
      type,
      object,
      this.#options,
    );
    const created = type.schema.parse(stripManagedFields(stored));
    this.#observer.created(type, created);
    return created;
  }

  async createIfAbsent<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<void> {
    try {
      await this.create(type, object);
    } catch (error) {
      if (!isAlreadyExists(error)) {
        throw error;
      }
    }
  }

  async update<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    desired: T,
  ): Promise<T> {
    return this.#patch(
      type,
      current,
      mergePatch(updatableFields(current), updatableFields(desired)),
    );
  }

  async writeWithStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T | undefined,
    desired: T,
  ): Promise<T> {
    const stored = current
      ? await this.#patch(
          type,
          current,
          mergePatch(
            { ...updatableFields(current), status: current.status },
            { ...updatableFields(desired), status: desired.status },
          ),
        )
      : await this.create(type, desired);
    return desired.status
      ? this.#patchStatus(type, stored, desired.status)
      : stored;
  }

  async #patch<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    patch: ReturnType<typeof mergePatch>,
  ): Promise<T> {
    if (!patch) return current;
    const { resourceVersion } = current.metadata;
    const metadata = isJsonObject(patch.metadata) ? patch.metadata : {};
    return this.#send(type, current, () =>
      this.#client.patch(
        type,
        current.metadata,
        { ...patch, metadata: { ...metadata, resourceVersion } },
        { ...this.#options, type: 'merge' },
      ),
    );
  }

  async applyFields<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
    fieldManager: string,
  ): Promise<T> {
    const stored = await this.#client.apply<KubeObject>(type, object, {
      ...this.#options,
      fieldManager,
      force: true,
    });
    const applied = type.schema.parse(stripManagedFields(stored));
    this.#observer.changed(type, applied);
    return applied;
  }

  async updateStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T,
    status: NonNullable<T['status']>,
  ): Promise<T> {
    return type.hasStatusSubresource === false
      ? this.writeWithStatus(type, current, { ...current, status })
      : this.#patchStatus(type, current, status);
  }

  async #patchStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T,
    status: NonNullable<T['status']>,
  ): Promise<T> {
    const patch = mergePatch(current.status ?? {}, status);
    if (!patch) {
      return current;
    }
    const { resourceVersion } = current.metadata;
    const isEmpty = Object.keys(status).length === 0;
    return this.#send(type, current, () =>
      this.#client.patch(
        type,
        current.metadata,
        { metadata: { resourceVersion }, status: isEmpty ? null : patch },
        { ...this.#options, type: 'merge', subresource: 'status' },
      ),
    );
  }

  async remove<T extends KubeObject>(
    type: TypedResource<T>,
    object: T,
  ): Promise<void> {
    const { uid, deletionTimestamp } = object.metadata;
    if (deletionTimestamp) {
      return;
    }
    try {
      await this.#client.delete(type, object.metadata, {
        propagationPolicy: 'Background',
        preconditions: { uid },
      });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }

  event(
    object: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.#events.event(object, type, reason, message);
  }

  /** Ignores NotFound: an object that was deleted needs no update. Returns `current` for a malformed object that is being deleted. */
  async #send<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    request: () => Promise<KubeObject>,
  ): Promise<T> {
    try {
      const stored = stripManagedFields(await request());
      if (validationError(type, stored)) {
        return current;
      }
      const changed = type.schema.parse(stored);
      this.#observer.changed(type, changed);
      return changed;
    } catch (error) {
      if (isNotFound(error)) {
        return current;
      }
      throw error;
    }
  }
}
