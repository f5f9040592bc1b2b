import { KubeObject } from '@promenade/kube-client';
import { TypedResource } from './read';

/** What `create` takes: a whole object, but for what the server fills in. */
export type NewObject<T extends KubeObject> = Omit<T, 'status'>;

/**
 * What a reconciler may do to the world.
 * Every write is conditional on the version that was read: a decision taken from a stale cache
 * ends as a conflict, and the key is reconciled again with what changed.
 */
export interface Write {
  /** Creates; resolves with what the server made of it. An object of that name that exists already is a conflict. */
  create<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<T>;
  /** Creates, unless there is an object of that name: for objects whose name says what they hold. */
  createIfAbsent<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<void>;
  /** Makes metadata and spec of `current` equal to those of `desired`; resolves with the object as it is then. Writes nothing where they are equal. */
  update<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    desired: T,
  ): Promise<T>;
  /** Makes the status of `current` equal to `status`; resolves with the object as it is then. Writes nothing where they are equal. */
  updateStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T,
    status: NonNullable<T['status']>,
  ): Promise<T>;
  /** Asks for deletion of exactly this object (its uid); one that is gone or going already is fine. */
  remove<T extends KubeObject>(
    type: TypedResource<T>,
    object: T,
  ): Promise<void>;
  /** Tells people what happened to an object. Never fails: an event is news, not state. */
  event(
    about: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void;
}
