import {
  resourceNameOf,
  type KubeObject,
  type ResourceType,
} from '../api/types';
import type { Subresource } from './prepare-update';

/** The rules of one kind beyond those of all kinds, named after the stages of the Kubernetes API server. */
export interface ResourceStrategy {
  /** Sets fields of a new object before validation. */
  prepareForCreate?(object: KubeObject): KubeObject;
  /** Sets fields of an updated object before validation. */
  prepareForUpdate?(
    live: KubeObject,
    next: KubeObject,
    subresource?: Subresource,
  ): KubeObject;
  /** @throws StatusError if the object must not be deleted */
  validateDelete?(object: KubeObject): void;
  /** Changes an object when its deletion starts, after the deletion time is set. */
  prepareForDelete?(object: KubeObject): KubeObject;
  /** Whether anything besides finalizers blocks the deletion. */
  isDeletionBlocked?(object: KubeObject): boolean;
}

/** The strategies by resource. */
export class ResourceStrategies {
  private readonly strategies = new Map<string, ResourceStrategy>();

  /** @param resourceName - `plural.group` */
  add(resourceName: string, strategy: ResourceStrategy): this {
    this.strategies.set(resourceName, strategy);
    return this;
  }

  get(type: ResourceType): ResourceStrategy {
    return this.strategies.get(resourceNameOf(type)) ?? {};
  }
}
