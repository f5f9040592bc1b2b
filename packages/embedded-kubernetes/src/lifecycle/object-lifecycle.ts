import { randomUUID } from 'node:crypto';
import { applyPatch, serverSideApply, type PatchKind } from '../apply';
import type { ResourceRegistry } from '../api/resource-registry';
import { isObject, type JsonValue } from '../schema/json';
import {
  alreadyExists,
  badRequest,
  notFound,
  ownedByOthers,
} from '../api/status-errors';
import { StatusError } from '../api/status-error';
import type { ObjectStore } from '../store/object-store';
import type { StoreKey } from '../store/store-event';
import {
  apiVersionOf,
  resourceNameOf,
  type KubeObject,
  type ServedType,
} from '../api/types';
import { decodeObject } from './decode-object';
import { freeName } from './generate-name';
import { hasGeneration } from './generation';
import type { KindRule, KindRules } from './resource-strategy';
import { admitIntoNamespace } from './namespace-admission';
import {
  addressOf,
  inNamespace,
  keyOf,
  refuseOtherName,
  type ObjectAddress,
} from './object-address';
import { conform, present, refuseInvalid, tracked } from './object-stages';
import { otherUid, refuseBlindReplacement, refuseStale } from './preconditions';
import {
  isReleased,
  replacement,
  settle,
  withoutSystemFields,
  type Subresource,
} from './prepare-update';
import { runPatch } from './run-patch';
import { timestamp } from './timestamp';
import type { WriteOptions } from './write-options';

/** What a patch does: one of the three patches, or a server-side apply. */
export type PatchType = PatchKind | 'apply';

interface Dependencies {
  store: ObjectStore;
  registry: ResourceRegistry;
  kindRules: KindRules;
  clock?: () => Date;
}

/** What can be done to objects, whoever asks for it: the rules of the Kubernetes API without the protocol. */
export class ObjectLifecycle {
  readonly store: ObjectStore;
  readonly registry: ResourceRegistry;
  private readonly kindRules: KindRules;
  private readonly clock: () => Date;

  constructor(dependencies: Dependencies) {
    this.store = dependencies.store;
    this.registry = dependencies.registry;
    this.kindRules = dependencies.kindRules;
    this.clock = dependencies.clock ?? (() => new Date());
  }

  /** The present time, as everything here sees it. */
  now(): Date {
    return this.clock();
  }

  /** @throws StatusError 404 */
  get(type: ServedType, address: ObjectAddress): KubeObject {
    const stored = this.store.get(keyOf(type, address));
    if (!stored) throw notFound(type, address.name);
    return present(type, stored);
  }

  /**
   * Creates an object.
   * @param namespace - from the request's path; '' for a cluster-scoped type
   */
  create(
    type: ServedType,
    namespace: string,
    body: unknown,
    options: WriteOptions,
  ): KubeObject {
    const object = inNamespace(type, decodeObject(type, body), namespace);
    if (object.metadata.resourceVersion) {
      throw new StatusError(
        500,
        undefined,
        'resourceVersion should not be set on objects to be created',
      );
    }
    return this.insert(type, object, options, after =>
      tracked(type, undefined, after, {
        manager: options.manager,
        now: this.clock(),
      }),
    );
  }

  /** Replaces an object, or with `subresource` the part of it that the subresource stands for. */
  update(
    type: ServedType,
    address: ObjectAddress,
    body: unknown,
    options: WriteOptions,
    subresource?: Subresource,
  ): KubeObject {
    const object = inNamespace(
      type,
      decodeObject(type, body),
      address.namespace,
    );
    refuseOtherName(object, address.name);
    return this.store.write(() => {
      const live = this.get(type, address);
      refuseBlindReplacement(type, object);
      return this.replace(type, live, object, options, { subresource });
    });
  }

  /** Changes an object by a patch. A server-side apply creates the object where there is none. */
  patch(
    type: ServedType,
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
      refuseOtherName(object, address.name);
      return this.replace(type, live, object, options, {
        subresource,
        patched: true,
      });
    });
  }

  /**
   * Changes an object of this server's own accord, without validation: what controllers do.
   * An object that waits for nothing but its last finalizer is removed with it.
   */
  amend(key: StoreKey, change: (object: KubeObject) => KubeObject): void {
    this.store.write(() => {
      const live = this.store.get(key);
      const type = this.registry.storageType(key.resource);
      if (live && type) this.keep(type, live, change(live), false);
    });
  }

  /** What is particular about a kind. */
  ruleOf(type: ServedType): KindRule {
    return this.kindRules.of(type);
  }

  private apply(
    type: ServedType,
    address: ObjectAddress,
    patch: JsonValue,
    options: WriteOptions,
    subresource?: Subresource,
  ): KubeObject {
    if (!isObject(patch)) {
      throw badRequest('error decoding patch: the patch must be an object');
    }
    const applied = inNamespace(
      type,
      decodeObject(type, patch),
      address.namespace,
    );
    refuseOtherName(applied, address.name);
    const stored = this.store.get(keyOf(type, address));
    if (!stored && subresource) throw notFound(type, address.name);
    const live = stored && present(type, stored);
    const { resourceVersion, uid, ...metadata } = applied.metadata;
    if (live) refuseStale(type, live, applied);
    else if (uid) throw otherUid(type, address.name, uid, '');
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
    if (conflicts.length > 0) throw ownedByOthers(conflicts);
    const quiet = { ...options, fieldValidation: 'Ignore' as const };
    return live
      ? this.replace(type, live, merged, quiet, { subresource, applied: true })
      : this.insert(type, merged, quiet, after => after);
  }

  private insert(
    type: ServedType,
    object: KubeObject,
    options: WriteOptions,
    track: (after: KubeObject) => KubeObject,
  ): KubeObject {
    return this.store.write(() => {
      const { generateName, namespace = '' } = object.metadata;
      const isTaken = (candidate: string) =>
        this.store.get(keyOf(type, { namespace, name: candidate })) !==
        undefined;
      const name =
        object.metadata.name ||
        (generateName ? freeName(generateName, isTaken) : '');
      const sent: KubeObject = {
        ...object,
        metadata: { ...object.metadata, name },
      };
      if (type.subresources.status) delete sent.status;
      const rule = this.ruleOf(type);
      let created = conform(type, sent, options);
      created = rule.beforeCreate?.(created) ?? created;
      created = {
        ...created,
        metadata: {
          ...withoutSystemFields(created.metadata),
          name,
          uid: randomUUID(),
          creationTimestamp: timestamp(this.clock()),
          ...(hasGeneration(type, created) ? { generation: 1 } : {}),
        },
      };
      refuseInvalid(type, created);
      if (namespace) admitIntoNamespace(this.store, type, namespace, name);
      rule.refuseCreate?.(created);
      if (isTaken(name)) throw alreadyExists(type, name);
      const result = track(created);
      if (options.dryRun) return result;
      const key = keyOf(type, { namespace, name });
      return present(type, this.store.put(key, this.inStorage(type, result)));
    });
  }

  private replace(
    type: ServedType,
    live: KubeObject,
    sent: KubeObject,
    options: WriteOptions,
    how: { subresource?: Subresource; applied?: boolean; patched?: boolean },
  ): KubeObject {
    refuseStale(type, live, sent);
    const conformed = conform(type, sent, { ...options, patched: how.patched });
    const rule = this.ruleOf(type);
    let next = replacement(type, live, conformed, how.subresource);
    next = rule.beforeUpdate?.(live, next, how.subresource) ?? next;
    refuseInvalid(type, next, live);
    if (!how.applied) {
      next = tracked(type, live, next, {
        manager: options.manager,
        subresource: how.subresource,
        now: this.clock(),
      });
    }
    return this.keep(type, live, next, options.dryRun);
  }

  /** Stores the next state of an object, unless it is the same as before or nothing holds the object any longer. */
  private keep(
    type: ServedType,
    live: KubeObject,
    next: KubeObject,
    dryRun: boolean,
  ): KubeObject {
    const settled = settle(type, live, next);
    if (settled === live || dryRun) return present(type, settled);
    const key = keyOf(type, addressOf(live));
    const stored = this.inStorage(type, settled);
    const gone = isReleased(settled) && !this.ruleOf(type).holds?.(settled);
    const result = gone
      ? this.store.remove(key, stored)
      : this.store.put(key, stored);
    return present(type, result);
  }

  private inStorage(type: ServedType, object: KubeObject): KubeObject {
    const storage = this.registry.storageType(resourceNameOf(type)) ?? type;
    const apiVersion = apiVersionOf(storage);
    return object.apiVersion === apiVersion
      ? object
      : { ...object, apiVersion };
  }
}
