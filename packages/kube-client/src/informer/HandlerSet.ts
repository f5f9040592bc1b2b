import { toError } from '../logging/errors';
import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { InformerHandler } from './InformerHandler';

/** Calls handlers, each shielded from the others. */
export class HandlerSet<T extends KubeObject> {
  readonly #handlers = new Set<InformerHandler<T>>();

  constructor(
    private readonly onError: (
      error: Error,
      key: string,
      handler: string,
    ) => void,
  ) {}

  add(handler: InformerHandler<T>): () => void {
    this.#handlers.add(handler);
    return () => {
      this.#handlers.delete(handler);
    };
  }

  addTo(
    handler: InformerHandler<T>,
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
