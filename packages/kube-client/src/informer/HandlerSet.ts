import { toError } from '../logging/errors';
import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';

/** Calls event handlers. An error in one handler does not affect the others. */
export class HandlerSet<T extends KubeObject> {
  readonly #handlers = new Set<ResourceEventHandler<T>>();

  constructor(
    private readonly onError: (
      error: Error,
      key: string,
      handler: string,
    ) => void,
  ) {}

  add(handler: ResourceEventHandler<T>): () => void {
    this.#handlers.add(handler);
    return () => {
      this.#handlers.delete(handler);
    };
  }

  addTo(
    handler: ResourceEventHandler<T>,
    object: T,
    about: { initial: boolean },
  ): void {
    this.#call(object, 'onAdd', () => handler.onAdd?.(object, about));
  }

  addAll(object: T, about: { initial: boolean }): void {
    for (const handler of [...this.#handlers]) {
      this.addTo(handler, object, about);
    }
  }

  update(before: T, after: T, about: { resync: boolean }): void {
    for (const handler of [...this.#handlers]) {
      this.#call(after, 'onUpdate', () =>
        handler.onUpdate?.(before, after, about),
      );
    }
  }

  delete(object: T, about: { stale: boolean }): void {
    for (const handler of [...this.#handlers]) {
      this.#call(object, 'onDelete', () => handler.onDelete?.(object, about));
    }
  }

  #call(object: T, name: string, call: () => unknown): void {
    const report = (error: unknown) =>
      this.onError(toError(error), keyOf(object), name);
    try {
      const result = call();
      if (result instanceof Promise) {
        result.catch(report);
      }
    } catch (error) {
      report(error);
    }
  }
}

/**
 * Is called when objects change, one call at a time and in order. An error in a handler is reported as a `handlerError` event and does
 * not affect other handlers. Objects are frozen: copy an object before you change it.
 *
 * @public
 */
export interface ResourceEventHandler<T> {
  /**
   * An object was added. `initial` is true for objects that existed before the handler was added or before the first list.
   */
  onAdd?(object: T, about: { initial: boolean }): unknown;
  /** An object changed. `resync` is true for a periodic resync, with the same object twice. */
  onUpdate?(before: T, after: T, about: { resync: boolean }): unknown;
  /**
   * An object was deleted. `stale` means that the deletion was not observed: the object was missing in a new list. The passed
   * object is then the last known state, not the final one.
   */
  onDelete?(object: T, about: { stale: boolean }): unknown;
}
