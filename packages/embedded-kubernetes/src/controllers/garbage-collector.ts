import type { StoreEvent, StoreKey } from '../store/store-event';
import {
  storedResourceOf,
  type KubeObject,
  type OwnerReference,
} from '../api/types';
import {
  deleteObject,
  foregroundFinalizer,
  orphanFinalizer,
} from '../lifecycle/delete-object';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { WorkQueue } from './work-queue';

/** The state of an owner that a reference names. */
type OwnerState = 'present' | 'deletingForeground' | 'absent' | 'unknown';

/** Deletes objects whose owners are all deleted, and completes foreground and orphan deletions, as the garbage collector of Kubernetes does. */
export class GarbageCollector {
  private readonly queue: WorkQueue<StoreKey>;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly lifecycle: ObjectLifecycle,
    onError: (error: unknown, key: string) => void,
  ) {
    this.queue = new WorkQueue({
      keyOf: formatKey,
      work: key => this.collect(key),
      onError,
    });
    this.unsubscribe = lifecycle.store.subscribeAll(event =>
      this.observe(event),
    );
    for (const uid of lifecycle.store.ownerUids()) this.enqueueDependents(uid);
  }

  stop(): void {
    this.unsubscribe();
    this.queue.stop();
  }

  private observe({ type, key, object }: StoreEvent): void {
    const {
      uid = '',
      ownerReferences,
      finalizers,
      deletionTimestamp,
    } = object.metadata;
    if (type === 'DELETED') {
      this.enqueueDependents(uid);
      for (const owner of ownerReferences ?? []) this.enqueueOwner(owner.uid);
      return;
    }
    const hasPolicyFinalizer =
      deletionTimestamp !== undefined &&
      (finalizers ?? []).some(
        finalizer =>
          finalizer === foregroundFinalizer || finalizer === orphanFinalizer,
      );
    if (hasPolicyFinalizer || ownerReferences) this.queue.add(key);
    if (hasPolicyFinalizer) this.enqueueDependents(uid);
  }

  private enqueueDependents(uid: string): void {
    for (const key of this.lifecycle.store.dependentsOf(uid)) {
      this.queue.add(key);
    }
  }

  private enqueueOwner(uid: string): void {
    const owner = this.lifecycle.store.getByUid(uid);
    if (owner) this.queue.add(owner.key);
  }

  private collect(key: StoreKey): void {
    const object = this.lifecycle.store.get(key);
    if (!object) return;
    this.finishDeletion(key, object);
    this.checkOwners(key, object);
  }

  /** Completes the foreground or orphan deletion of an owner. */
  private finishDeletion(key: StoreKey, object: KubeObject): void {
    const { uid = '', finalizers = [], deletionTimestamp } = object.metadata;
    if (deletionTimestamp === undefined) return;
    const { store } = this.lifecycle;
    const dependents = store.dependentsOf(uid);
    if (finalizers.includes(orphanFinalizer)) {
      for (const dependent of dependents) {
        this.lifecycle.updateUnvalidated(dependent, current =>
          withoutOwnerReferences(current, [uid]),
        );
      }
      this.lifecycle.updateUnvalidated(key, current =>
        withoutFinalizer(current, orphanFinalizer),
      );
    } else if (finalizers.includes(foregroundFinalizer)) {
      const isBlocked = dependents.some(dependent =>
        store
          .get(dependent)
          ?.metadata.ownerReferences?.some(
            owner => owner.uid === uid && isBlocking(owner),
          ),
      );
      if (!isBlocked) {
        this.lifecycle.updateUnvalidated(key, current =>
          withoutFinalizer(current, foregroundFinalizer),
        );
      }
    }
  }

  private checkOwners(key: StoreKey, object: KubeObject): void {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0) return;
    const states = owners.map(owner => this.ownerState(owner, key.namespace));
    const removable = owners.filter(
      (_, index) =>
        states[index] === 'absent' || states[index] === 'deletingForeground',
    );
    if (removable.length === 0 || states.includes('unknown')) return;
    if (removable.length < owners.length) {
      this.lifecycle.updateUnvalidated(key, current =>
        withoutOwnerReferences(
          current,
          removable.map(owner => owner.uid),
        ),
      );
      return;
    }
    const isForeground = states.includes('deletingForeground');
    if (isForeground && this.isInForegroundCycle(object)) {
      this.lifecycle.updateUnvalidated(key, withUnblockedOwners);
    }
    if (object.metadata.deletionTimestamp !== undefined) return;
    const type = this.lifecycle.registry.storageType(key.resource);
    if (!type) return;
    deleteObject(this.lifecycle, type, key, {
      propagationPolicy: isForeground ? 'Foreground' : deletionPolicy(object),
      preconditions: { uid: object.metadata.uid },
      dryRun: false,
    });
  }

  /**
   * Whether a dependent of an object, whose owner is deleted in the foreground, is deleted in the foreground too. As in
   * Kubernetes, the object then does not block its owners, because they may be its dependents.
   */
  private isInForegroundCycle(object: KubeObject): boolean {
    const { store } = this.lifecycle;
    return store
      .dependentsOf(object.metadata.uid ?? '')
      .some(key => isDeletingForeground(store.get(key)));
  }

  /** The state of an owner; `unknown` if its kind is not registered, so that its dependents are kept. */
  private ownerState(owner: OwnerReference, namespace: string): OwnerState {
    const { store, registry } = this.lifecycle;
    const type = registry.findKind(owner.apiVersion, owner.kind);
    if (!type) return 'unknown';
    const scope = type.scope === 'Cluster' ? '' : namespace;
    if (type.scope === 'Namespaced' && namespace === '') return 'unknown';
    const found = store.get({
      resource: storedResourceOf(type),
      namespace: scope,
      name: owner.name,
    });
    if (found?.metadata.uid !== owner.uid) return 'absent';
    return isDeletingForeground(found) ? 'deletingForeground' : 'present';
  }
}

function isDeletingForeground(object: KubeObject | undefined): boolean {
  const { deletionTimestamp, finalizers = [] } = object?.metadata ?? {};
  return (
    deletionTimestamp !== undefined && finalizers.includes(foregroundFinalizer)
  );
}

/** Whether an owner reference blocks the deletion of the owner. */
function isBlocking(owner: OwnerReference): boolean {
  return owner.blockOwnerDeletion === true;
}

function withUnblockedOwners(object: KubeObject): KubeObject {
  const { ownerReferences = [], ...metadata } = object.metadata;
  if (!ownerReferences.some(isBlocking)) return object;
  return {
    ...object,
    metadata: {
      ...metadata,
      ownerReferences: ownerReferences.map(owner => ({
        ...owner,
        blockOwnerDeletion: false,
      })),
    },
  };
}

function deletionPolicy(object: KubeObject) {
  const { finalizers = [] } = object.metadata;
  if (finalizers.includes(orphanFinalizer)) return 'Orphan';
  if (finalizers.includes(foregroundFinalizer)) return 'Foreground';
  return 'Background';
}

function withoutFinalizer(object: KubeObject, finalizer: string): KubeObject {
  const { finalizers = [], ...metadata } = object.metadata;
  const rest = finalizers.filter(item => item !== finalizer);
  return {
    ...object,
    metadata: rest.length > 0 ? { ...metadata, finalizers: rest } : metadata,
  };
}

function withoutOwnerReferences(
  object: KubeObject,
  uids: string[],
): KubeObject {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const rest = ownerReferences.filter(owner => !uids.includes(owner.uid));
  return {
    ...object,
    metadata:
      rest.length > 0 ? { ...metadata, ownerReferences: rest } : metadata,
  };
}

function formatKey({ resource, namespace, name }: StoreKey): string {
  return `${resource}/${namespace}/${name}`;
}
