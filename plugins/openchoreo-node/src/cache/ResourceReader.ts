import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  KindDefinition,
  KubernetesObject,
} from '@promenade/openchoreo-model';

/**
 * What tells an object from the others of its kind. A cluster-scoped one has no namespace.
 *
 * @public
 */
export interface ResourceKey {
  namespace?: string;
  name: string;
}

/**
 * What objects are found by; `indexValue` makes the values.
 *
 * @public
 */
export type ResourceIndex =
  | 'organization'
  | 'project'
  | 'component'
  | 'componentName'
  | 'environment';

/**
 * The resources as they are known now. Reads are look-ups in memory: no call leaves the process. What is returned is shared
 * and must not be changed.
 *
 * @public
 */
export interface ResourceReader {
  get<T extends KubernetesObject>(
    kind: KindDefinition<T>,
    key: ResourceKey,
  ): T | undefined;
  /** All objects of a kind, in no particular order. */
  list<T extends KubernetesObject>(kind: KindDefinition<T>): readonly T[];
  /** The objects of a kind that are found under a value of an index. */
  byIndex<T extends KubernetesObject>(
    kind: KindDefinition<T>,
    index: ResourceIndex,
    value: string,
  ): readonly T[];
  /** The objects that could not be used, and why: all, or those that an index finds under a value. */
  rejected(of?: {
    index: ResourceIndex;
    value: string;
  }): readonly RejectedResource[];
}

/**
 * Something happened to a resource. `object` is what is known now; for `deleted`, what was known last.
 *
 * @public
 */
export interface ResourceChange {
  type: 'added' | 'updated' | 'deleted';
  kind: KindDefinition;
  object: KubernetesObject;
  old?: KubernetesObject;
}

/** @public */
export type ResourceChangeListener = (change: ResourceChange) => void;
