import { randomUUID } from 'node:crypto';
import { applyPatch, serverSideApply, type PatchKind } from '../apply';
import type { ResourceRegistry } from '../api/resource-registry';
import { isObject, type JsonValue } from '../schema/json';
import {
  alreadyExists,
  badRequest,
  createdWithVersion,
  notFound,
  requestTooLarge,
  applyConflict,
} from '../api/status-error';
import { ObjectTooLargeError, type ObjectStore } from '../store/object-store';
import type { StoreKey } from '../store/store-event';
import {
  storedResourceOf,
  type KubeObject,
  type ResourceType,
} from '../api/types';
import { decodeObject } from './decode-object';
import { generateName } from './generate-name';
import type { ResourceStrategy, ResourceStrategies } from './resource-strategy';
import {
  addressOf,
  withRequestNamespace,
  keyOf,
  requireMatchingName,
  type ObjectAddress,
} from './object-address';
import {
  defaultObject,
  convertObject,
  convertToStorage,
  validateObject,
  trackManagedFields,
} from './object-stages';
import {
  uidConflict,
  requireResourceVersion,
  checkPreconditions,
} from './preconditions';
import {
  isReadyForRemoval,
  isUnchanged,
  prepareForUpdate,
  withGeneration,
  withoutSystemFields,
  type Subresource,
  hasGeneration,
} from './prepare-update';
import { runPatch } from './run-patch';
import type { WriteOptions } from './write-options';
import { requireActiveNamespace } from './namespace-strategy';
import { formatTime } from '../api/time';

/** The type of a PATCH request. */
export type PatchType = PatchKind | 'apply';

interface Dependencies {
  store: ObjectStore;
  registry: ResourceRegistry;
  strategies: ResourceStrategies;
  clock?: () => Date;
}

/** Creates, reads, updates and patches objects by the rules of the Kubernetes API, without the protocol. */
export class ObjectLifecycle {
  readonly store: ObjectStore;
  readonly registry: ResourceRegistry;
  private readonly strategies: ResourceStrategies;
  private readonly clock: () => Date;

  constructor(dependencies: Dependencies) {
    this.store = dependencies.store;
    this.registry = dependencies.registry;
    this.strategies = dependencies.strategies;
    this.clock = dependencies.clock ?? (() => new Date());
  }

  /** The current time. */
  now(): Date {
    return this.clock();
  }

  /**
   * Reads an object in the version of `type`.
   * @throws StatusError 404
   */
  get(type: ResourceType, address: ObjectAddress): KubeObject {
    const stored = this.store.get(keyOf(type, address));
    if (!stored) throw notFound(type, address.name);
    return convertObject(type, stored);
  }

  /**
   * Creates an object.
   * @param namespace - from the request's path; '' for a cluster-scoped type
   */
  create(
    type: ResourceType,
    namespace: string,
    body: unknown,
    options: WriteOptions,
  ): KubeObject {
    const object = withRequestNamespace(
      type,
      decodeObject(type, body),
      namespace,
    );
    if (object.metadata.resourceVersion) {
      throw createdWithVersion();
    }
    return this.insert(type, object, options, after =>
      trackManagedFields(type, undefined, after, {
        manager: options.manager,
        now: this.clock(),
      }),
    );
  }

  /** Replaces an object, or one subresource of it. */
  update(
    type: ResourceType,
    address: ObjectAddress,
    body: unknown,
    options: WriteOptions,
    subresource?: Subresource,
  ): KubeObject {
    const object = withRequestNamespace(
      type,
      decodeObject(type, body),
      address.namespace,
    );
    requireMatchingName(object, address.name);
    return this.store.write(() => {
      const live = this.get(type, address);
      requireResourceVersion(type, object);
      return this.replace(type, live, object, options, { subresource });
    });
  }

  /** Patches an object. A server-side apply creates an object that does not exist. */
  patch(
    type: ResourceType,
    address: ObjectAddress,
    patchType: PatchType,
    patch: JsonValue,
    options: WriteOptions,
    subresource?: Subresource,
  ): KubeObject {
    return this.store.write(() => {
      if (patchType === 'apply') {
        return this.apply(type, address, patch, options, subresource);
      }
      const live = this.get(type, address);
      const patched = runPatch(() => applyPatch(patchType, type, live, patch));
      const object = decodeObject(type, patched);
      requireMatchingName(object, address.name);
      return this.replace(type, live, object, options, {
        subresource,
        patched: true,
      });
    });
  }

  /**
   * Updates an object without validation, as controllers of this server do.
   * Removes the object if it is being deleted and nothing blocks the deletion any longer.
   */
  updateUnvalidated(
    key: StoreKey,
    change: (object: KubeObject) => KubeObject,
  ): void {
    this.store.write(() => {
      const live = this.store.get(key);
      const type = this.registry.storageType(key.resource);
      if (live && type) this.storeUpdate(type, live, change(live), false);
    });
  }

  /** The rules that only this kind has. */
  strategyOf(type: ResourceType): ResourceStrategy {
    return this.strategies.get(type);
  }

  private apply(
    type: ResourceType,
    address: ObjectAddress,
    patch: JsonValue,
    options: WriteOptions,
    subresource?: Subresource,
  ): KubeObject {
    if (!isObject(patch)) {
      throw badRequest('error decoding patch: the patch must be an object');
    }
    const applied = withRequestNamespace(
      type,
      decodeObject(type, patch),
      address.namespace,
    );
    requireMatchingName(applied, address.name);
    const stored = this.store.get(keyOf(type, address));
    if (!stored && subresource) throw notFound(type, address.name);
    const live = stored && convertObject(type, stored);
    const { resourceVersion, uid, ...metadata } = applied.metadata;
    if (live) checkPreconditions(type, live, applied);
    else if (uid) throw uidConflict(type, address.name, uid, '');
    const { object: merged, conflicts } = runPatch(() =>
      serverSideApply({
        type,
        live,
        applied: { ...applied, metadata },
        manager: options.manager,
        force: options.force ?? false,
        subresource,
        now: this.clock(),
      }),
    );
    if (conflicts.length > 0) throw applyConflict(conflicts);
    const applyOptions = { ...options, fieldValidation: 'Ignore' as const };
    return live
      ? this.replace(type, live, merged, applyOptions, {
          subresource,
          applied: true,
        })
      : this.insert(type, merged, applyOptions, after => after);
  }

  private insert(
    type: ResourceType,
    object: KubeObject,
    options: WriteOptions,
    track: (after: KubeObject) => KubeObject,
  ): KubeObject {
    return this.store.write(() => {
      const { generateName: prefix, namespace = '' } = object.metadata;
      const isTaken = (candidate: string) =>
        this.store.get(keyOf(type, { namespace, name: candidate })) !==
        undefined;
      const name =
        object.metadata.name || (prefix ? generateName(prefix, isTaken) : '');
      const sent: KubeObject = {
        ...object,
        metadata: { ...object.metadata, name },
      };
      if (type.subresources.status) delete sent.status;
      const strategy = this.strategyOf(type);
      let created = defaultObject(type, sent, options);
      created = strategy.prepareForCreate?.(created) ?? created;
      created = {
        ...created,
        metadata: {
          ...withoutSystemFields(created.metadata),
          name,
          uid: randomUUID(),
          creationTimestamp: formatTime(this.clock()),
          ...(hasGeneration(type, created) ? { generation: 1 } : {}),
        },
      };
      validateObject(type, created);
      if (namespace) requireActiveNamespace(this.store, type, namespace, name);
      if (isTaken(name)) throw alreadyExists(type, name);
      const result = track(created);
      if (options.dryRun) return result;
      const key = keyOf(type, { namespace, name });
      return convertObject(
        type,
        this.put(key, this.toStorageVersion(type, result)),
      );
    });
  }

  private replace(
    type: ResourceType,
    live: KubeObject,
    sent: KubeObject,
    options: WriteOptions,
    mode: { subresource?: Subresource; applied?: boolean; patched?: boolean },
  ): KubeObject {
    checkPreconditions(type, live, sent);
    const defaulted = defaultObject(type, sent, {
      ...options,
      patched: mode.patched,
    });
    const strategy = this.strategyOf(type);
    let next = prepareForUpdate(type, live, defaulted, mode.subresource);
    next = strategy.prepareForUpdate?.(live, next, mode.subresource) ?? next;
    validateObject(type, next, live);
    if (!mode.applied) {
      next = trackManagedFields(type, live, next, {
        manager: options.manager,
        subresource: mode.subresource,
        now: this.clock(),
      });
    }
    return this.storeUpdate(type, live, next, options.dryRun);
  }

  /** Stores the next state of an object if it changed, or removes the object if its deletion is complete. */
  private storeUpdate(
    type: ResourceType,
    live: KubeObject,
    next: KubeObject,
    dryRun: boolean,
  ): KubeObject {
    const updated = withGeneration(type, live, next);
    if (isUnchanged(live, updated)) return convertObject(type, live);
    if (dryRun) return convertObject(type, updated);
    const key = keyOf(type, addressOf(live));
    const stored = this.toStorageVersion(type, updated);
    const isRemoved =
      isReadyForRemoval(updated) &&
      !this.strategyOf(type).isDeletionBlocked?.(updated);
    const result = isRemoved
      ? this.store.remove(key, stored)
      : this.put(key, stored);
    return convertObject(type, result);
  }

  /** @throws StatusError 413 if the object is too large */
  private put(key: StoreKey, object: KubeObject): KubeObject {
    try {
      return this.store.put(key, object);
    } catch (error) {
      if (!(error instanceof ObjectTooLargeError)) throw error;
      throw requestTooLarge(error.message);
    }
  }

  private toStorageVersion(type: ResourceType, object: KubeObject): KubeObject {
    const storage = this.registry.storageType(storedResourceOf(type)) ?? type;
    return convertToStorage(type, storage, object);
  }
}
