import { resourceNameOf, type KubeObject, type ServedType } from '../api/types';
import type { Subresource } from './prepare-update';

/** What one kind does besides what all kinds do. */
export interface KindRule {
  /** Completes a new object before it is checked. */
  beforeCreate?(object: KubeObject): KubeObject;
  /** Completes the next state of an object before it is checked. */
  beforeUpdate?(
    live: KubeObject,
    next: KubeObject,
    subresource?: Subresource,
  ): KubeObject;
  /** @throws StatusError if an object cannot be created now */
  refuseCreate?(object: KubeObject): void;
  /** @throws StatusError if an object must stay */
  refuseDelete?(object: KubeObject): void;
  /** Notes a deletion that has to wait, besides the time of it. */
  onDeletion?(object: KubeObject): KubeObject;
  /** Whether something besides finalizers keeps a deleted object. */
  holds?(object: KubeObject): boolean;
}

/** The rules of the kinds that have some. */
export class KindRules {
  private readonly rules = new Map<string, KindRule>();

  /** @param resourceName - `plural.group` */
  add(resourceName: string, rule: KindRule): this {
    this.rules.set(resourceName, rule);
    return this;
  }

  of(type: ServedType): KindRule {
    return this.rules.get(resourceNameOf(type)) ?? {};
  }
}
