import { toError } from '../logging/errors';
import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';

/** Calls handlers, each shielded from the others. */
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
 * What is called when objects change. Calls come one at a time and in order; a handler that throws or rejects is reported as a
 * `handlerError` event and disturbs nobody. Objects are frozen: copy what you want to change.
 *
 * @public
 */
export interface ResourceEventHandler<T> {
  /**
   * An object is there. `initial` tells those that were there before the handler listened from those that came since.
   */
  onAdd?(object: T, about: { initial: boolean }): unknown;
  /** An object is another version now. `resync` tells a periodic repetition, with twice the same object, from a change. */
  onUpdate?(before: T, after: T, about: { resync: boolean }): unknown;
  /**
   * An object is gone. `stale` means that nobody saw it go: it was missing when everything was read again, so that this is the
   * last state known, not the last it had.
   */
  onDelete?(object: T, about: { stale: boolean }): unknown;
}
