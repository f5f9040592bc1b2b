import {
  EventRecorder,
  KubeClient,
  KubeObject,
  isAlreadyExists,
  isNotFound,
  stripManagedFields,
} from '@promenade/kube-client';
import { isJsonObject } from './json';
import { mergePatch } from './merge-patch';
import { TypedResource } from './read';
import { NewObject, Write } from './write';

const fieldManager = 'promenade-control-plane';

/** What the update of an object may change; the rest of its metadata is the server's. */
function changeable(object: KubeObject & { spec?: unknown }) {
  const { labels, annotations, finalizers, ownerReferences } = object.metadata;
  return {
    metadata: { labels, annotations, finalizers, ownerReferences },
    spec: object.spec,
  };
}

/** Who is told at once what the server made of a write. */
export interface WriteObserver {
  created<T extends KubeObject>(type: TypedResource<T>, object: T): void;
  changed<T extends KubeObject>(type: TypedResource<T>, object: T): void;
}

/** {@link Write} on the Kubernetes API. */
export class ApiWrite implements Write {
  readonly #client: KubeClient;
  readonly #events: EventRecorder;
  readonly #observer: WriteObserver;

  constructor(
    client: KubeClient,
    events: EventRecorder,
    observer: WriteObserver,
  ) {
    this.#client = client;
    this.#events = events;
    this.#observer = observer;
  }

  async create<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<T> {
    const answer = await this.#client.create<KubeObject>(type, object, {
      fieldManager,
    });
    const created = type.schema.parse(stripManagedFields(answer));
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
    const patch = mergePatch(changeable(current), changeable(desired));
    if (!patch) {
      return current;
    }
    const { resourceVersion } = current.metadata;
    const metadata = isJsonObject(patch.metadata) ? patch.metadata : {};
    return this.#change(type, current, () =>
      this.#client.patch(
        type,
        current.metadata,
        { ...patch, metadata: { ...metadata, resourceVersion } },
        { type: 'merge', fieldManager },
      ),
    );
  }

  async updateStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T,
    status: NonNullable<T['status']>,
  ): Promise<T> {
    const patch = mergePatch(current.status ?? {}, status);
    if (!patch) {
      return current;
    }
    const { resourceVersion } = current.metadata;
    return this.#change(type, current, () =>
      this.#client.patchStatus(type, current.metadata, patch, {
        resourceVersion,
        fieldManager,
      }),
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
    about: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.#events.event(about, type, reason, message);
  }

  /** An object that went while the cache was behind needs no change any more. */
  async #change<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    change: () => Promise<KubeObject>,
  ): Promise<T> {
    try {
      const answer = await change();
      const changed = type.schema.parse(stripManagedFields(answer));
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
