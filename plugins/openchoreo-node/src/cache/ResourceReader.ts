import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import type { KubeObject, ResourceType } from '@promenade/kube-client';
import type { z } from 'zod';

/**
 * A Kubernetes object. Only its kind knows what its spec and status hold.
 *
 * @public
 */
export interface ResourceObject extends KubeObject {
  spec?: unknown;
  status?: unknown;
}

/**
 * A kind of resource as one adapter reads it. Two adapters may read the same group, version and kind with different schemas.
 *
 * @public
 */
export interface ResourceKind<T extends ResourceObject = ResourceObject>
  extends ResourceType {
  /** `group/version`. */
  apiVersion: string;
  /** Parses a whole object. */
  schema: z.ZodType<T>;
  /**
   * Dotted paths of the fields that name what an object belongs to, such as `spec.owner.projectName`. The organization is
   * always `metadata.namespace`. A component belongs to itself: `metadata.name`.
   */
  owner: {
    project?: string;
    component?: string;
    environment?: string;
    track?: string;
  };
  /** The values of an object in further indexes. An index does not have an object without a value. */
  indexValues?(object: T): Partial<Record<ResourceIndex, string>>;
}

/**
 * Identifies an object among those of its kind. A cluster-scoped object has no namespace.
 *
 * @public
 */
export interface ResourceKey {
  namespace?: string;
  name: string;
}

/**
 * The indexes of the cache. `indexValue` makes their values.
 *
 * @public
 */
export type ResourceIndex =
  | 'organization'
  | 'project'
  | 'component'
  | 'environment'
  /** Promotions by component and target environment. */
  | 'target'
  /** Promotions by component that have not ended. */
  | 'unfinished'
  /** Promotions by phase that have not ended. */
  | 'phase';

/**
 * Reads the cached resources of one adapter. Reads are lookups in memory: no call leaves the process. The returned objects
 * are shared and must not be changed.
 *
 * @public
 */
export interface ResourceReader {
  get<T extends ResourceObject>(
    kind: ResourceKind<T>,
    key: ResourceKey,
  ): T | undefined;
  /** All objects of a kind, in no particular order. */
  list<T extends ResourceObject>(kind: ResourceKind<T>): readonly T[];
  /** The objects of a kind that an index has under a value. */
  byIndex<T extends ResourceObject>(
    kind: ResourceKind<T>,
    index: ResourceIndex,
    value: string,
  ): readonly T[];
  /**
   * The objects that an index has under a value, the newest first: by time of creation, and by their last write within the same
   * second. Its cost depends on how many are taken, not on how many there are. The objects must not change while it is iterated.
   *
   * @param after - only objects that come after this position, which `historyPosition` makes
   */
  newestFirst<T extends ResourceObject>(
    kind: ResourceKind<T>,
    index: ResourceIndex,
    value: string,
    after?: string,
  ): Iterable<T>;
  /** The objects that do not match their schema, with the validation errors: all, or those that an index has under a value. */
  rejected(of?: {
    index: ResourceIndex;
    value: string;
  }): readonly RejectedResource[];
}

/**
 * A change of a cached resource. `object` is the current version; for `deleted`, the last known one.
 *
 * @public
 */
export interface ResourceChange {
  type: 'added' | 'updated' | 'deleted';
  kind: ResourceKind;
  object: ResourceObject;
  /** The version before an update. */
  old?: ResourceObject;
  /** When the object was last written, in milliseconds since 1970, in whole seconds. Undefined when that is not known. */
  writtenAt?: number;
  /** For `deleted`: whether a watch reported the deletion. Otherwise the object was missing in a new list. */
  isObserved?: boolean;
}

/** @public */
export type ResourceChangeListener = (change: ResourceChange) => void;
