import { KubeObject } from '@promenade/kube-client';
import { TypedResource } from './read';

/** An object to create, without the status. */
export type NewObject<T extends KubeObject> = Omit<T, 'status'>;

/**
 * How a reconciler writes objects (controller-runtime's client.Writer). Every write except `applyFields` depends on the resource
 * version that was read: a decision from a stale cache ends as a conflict, and the object is reconciled again.
 */
export interface Write {
  /** Creates an object and returns it as stored. @throws ApiError AlreadyExists */
  create<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<T>;
  /** Creates an object unless one of its name exists. For objects whose name identifies their content. */
  createIfAbsent<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
  ): Promise<void>;
  /** Updates metadata and spec of `current` to those of `desired` and returns the stored object. Writes nothing if they are equal. */
  update<T extends KubeObject>(
    type: TypedResource<T>,
    current: T,
    desired: T,
  ): Promise<T>;
  /**
   * Sets the given fields of an object with server-side apply, also where other managers have set them, and removes those that the
   * same manager set before. Creates the object if it does not exist.
   */
  applyFields<T extends KubeObject>(
    type: TypedResource<T>,
    object: NewObject<T>,
    fieldManager: string,
  ): Promise<T>;
  /** Updates the status of `current` to `status`, removes it if that is empty, and returns the stored object. Writes nothing if they are equal. */
  updateStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T,
    status: NonNullable<T['status']>,
  ): Promise<T>;
  /**
   * Creates an object, or updates metadata, spec and status of `current` to those of `desired`, and returns the stored object. It is
   * one write for a kind whose status is no subresource; where another CustomResourceDefinition has one, the status is written next.
   * Writes nothing if they are equal.
   */
  writeWithStatus<T extends KubeObject & { status?: object }>(
    type: TypedResource<T>,
    current: T | undefined,
    desired: T,
  ): Promise<T>;
  /** Deletes exactly this object, by its uid. Does nothing if it is deleted or being deleted. */
  remove<T extends KubeObject>(
    type: TypedResource<T>,
    object: T,
  ): Promise<void>;
  /** Records a Kubernetes event about an object. Never throws. */
  event(
    object: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void;
}
