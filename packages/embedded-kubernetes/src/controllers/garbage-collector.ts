import type { StoreEvent, StoreKey } from '../store/store-event';
import { resourceNameOf, type KubeObject, type OwnerReference } from '../api/types';
import {
  deleteObject,
  foregroundFinalizer,
  orphanFinalizer,
} from '../lifecycle/delete-object';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { WorkLoop } from './work-queue';

/** How an owner that a reference names stands. */
type OwnerState = 'present' | 'waiting' | 'absent' | 'unknown';

/**
 * Deletes what has lost all its owners, and carries out foreground and orphaning deletions, as the garbage collector
 * of Kubernetes does.
 */
export class GarbageCollector {
  private readonly loop: WorkLoop;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly lifecycle: ObjectLifecycle,
    onError: (error: unknown, key: string) => void,
  ) {
    this.loop = new WorkLoop(text => this.collect(parseKey(text)), onError);
    this.unsubscribe = lifecycle.store.subscribeAll(event =>
      this.observe(event),
    );
    for (const uid of lifecycle.store.ownerUids()) this.enqueueDependents(uid);
  }

  stop(): void {
    this.unsubscribe();
    this.loop.stop();
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
    const asked =
      deletionTimestamp !== undefined &&
      (finalizers ?? []).some(
        finalizer =>
          finalizer === foregroundFinalizer || finalizer === orphanFinalizer,
      );
    if (asked || ownerReferences) this.loop.add(formatKey(key));
    if (asked) this.enqueueDependents(uid);
  }

  private enqueueDependents(uid: string): void {
    for (const key of this.lifecycle.store.dependentsOf(uid)) {
      this.loop.add(formatKey(key));
    }
  }

  private enqueueOwner(uid: string): void {
    const owner = this.lifecycle.store.getByUid(uid);
    if (owner) this.loop.add(formatKey(owner.key));
  }

  private collect(key: StoreKey): void {
    const object = this.lifecycle.store.get(key);
    if (!object) return;
    this.finishDeletion(key, object);
    this.checkOwners(key, object);
  }

  /** An owner under foreground or orphaning deletion goes once its dependents are dealt with. */
  private finishDeletion(key: StoreKey, object: KubeObject): void {
    const { uid = '', finalizers = [], deletionTimestamp } = object.metadata;
    if (deletionTimestamp === undefined) return;
    const { store } = this.lifecycle;
    const dependents = store.dependentsOf(uid);
    if (finalizers.includes(orphanFinalizer)) {
      for (const dependent of dependents) {
        this.lifecycle.amend(dependent, held => withoutOwners(held, [uid]));
      }
      this.lifecycle.amend(key, held =>
        withoutFinalizer(held, orphanFinalizer),
      );
    } else if (finalizers.includes(foregroundFinalizer)) {
      const blocking = dependents.some(dependent =>
        store
          .get(dependent)
          ?.metadata.ownerReferences?.some(
            owner => owner.uid === uid && owner.blockOwnerDeletion === true,
          ),
      );
      if (!blocking) {
        this.lifecycle.amend(key, held =>
          withoutFinalizer(held, foregroundFinalizer),
        );
      }
    }
  }

  private checkOwners(key: StoreKey, object: KubeObject): void {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0) return;
    const states = owners.map(owner => this.stateOf(owner, key.namespace));
    const gone = owners.filter(
      (_, index) => states[index] === 'absent' || states[index] === 'waiting',
    );
    if (gone.length === 0 || states.includes('unknown')) return;
    if (gone.length < owners.length) {
      this.lifecycle.amend(key, held =>
        withoutOwners(
          held,
          gone.map(owner => owner.uid),
        ),
      );
      return;
    }
    if (object.metadata.deletionTimestamp !== undefined) return;
    const type = this.lifecycle.registry.storageType(key.resource);
    if (!type) return;
    const awaited = states.includes('waiting');
    deleteObject(this.lifecycle, type, key, {
      propagationPolicy: awaited ? 'Foreground' : policyOf(object),
      preconditions: { uid: object.metadata.uid },
      dryRun: false,
    });
  }

  /** An owner of a kind that is not served here cannot be judged, so its dependents stay. */
  private stateOf(owner: OwnerReference, namespace: string): OwnerState {
    const { store, registry } = this.lifecycle;
    const type = registry.findKind(owner.apiVersion, owner.kind);
    if (!type) return 'unknown';
    const scope = type.scope === 'Cluster' ? '' : namespace;
    if (type.scope === 'Namespaced' && namespace === '') return 'unknown';
    const found = store.get({
      resource: resourceNameOf(type),
      namespace: scope,
      name: owner.name,
    });
    if (found?.metadata.uid !== owner.uid) return 'absent';
    const waiting =
      found.metadata.deletionTimestamp !== undefined &&
      found.metadata.finalizers?.includes(foregroundFinalizer);
    return waiting ? 'waiting' : 'present';
  }
}

function policyOf(object: KubeObject) {
  const { finalizers = [] } = object.metadata;
  if (finalizers.includes(orphanFinalizer)) return 'Orphan';
  if (finalizers.includes(foregroundFinalizer)) return 'Foreground';
  return 'Background';
}

function withoutFinalizer(object: KubeObject, gone: string): KubeObject {
  const { finalizers = [], ...metadata } = object.metadata;
  const rest = finalizers.filter(finalizer => finalizer !== gone);
  return {
    ...object,
    metadata: rest.length > 0 ? { ...metadata, finalizers: rest } : metadata,
  };
}

function withoutOwners(object: KubeObject, gone: string[]): KubeObject {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const rest = ownerReferences.filter(owner => !gone.includes(owner.uid));
  return {
    ...object,
    metadata:
      rest.length > 0 ? { ...metadata, ownerReferences: rest } : metadata,
  };
}

function formatKey({ resource, namespace, name }: StoreKey): string {
  return `${resource}/${namespace}/${name}`;
}

function parseKey(text: string): StoreKey {
  const [resource, namespace, name] = text.split('/');
  return { resource, namespace, name };
}
