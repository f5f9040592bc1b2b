import { Logger } from '../logging/Logger';
import { messageOf } from '../logging/errors';

/**
 * Typed events. An error in a listener is logged and does not affect other listeners.
 *
 * @public
 */
export class EventStream<E extends { type: string }> {
  readonly #listeners = new Set<(event: E) => void>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** @returns a function that removes the listener */
  onAny(listener: (event: E) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** @returns a function that removes the listener */
  on<Type extends E['type']>(
    type: Type,
    listener: (event: Extract<E, { type: Type }>) => void,
  ): () => void {
    return this.onAny(event => {
      if (isOfType(event, type)) {
        listener(event);
      }
    });
  }

  /** Resolves with the next event of a type. */
  next<Type extends E['type']>(
    type: Type,
  ): Promise<Extract<E, { type: Type }>> {
    return new Promise(resolve => {
      const end = this.on(type, event => {
        end();
        resolve(event);
      });
    });
  }

  emit(event: E): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#logger.error(
          `listener of event ${event.type} failed: ${messageOf(error)}`,
        );
      }
    }
  }
}

function isOfType<E extends { type: string }, Type extends E['type']>(
  event: E,
  type: Type,
): event is Extract<E, { type: Type }> {
  return event.type === type;
}
