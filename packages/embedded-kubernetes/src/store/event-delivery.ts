import { EventEmitter } from 'node:events';
import type { StoreEvent } from './store-event';

/** The event name of subscribers to all resources. */
const allResources = '*';

/** Delivers committed events to subscribers, in order. */
export class EventDelivery {
  private readonly subscribers = new EventEmitter().setMaxListeners(0);
  private readonly undelivered: StoreEvent[] = [];
  private isDelivering = false;

  /** @param onError - called when a subscriber throws, which does not affect the other subscribers */
  constructor(private readonly onError: (error: unknown) => void) {}

  /** Calls `listener` with every event of a resource; returns a function that unsubscribes. */
  subscribe(
    resource: string,
    listener: (event: StoreEvent) => void,
  ): () => void {
    const safeListener = (event: StoreEvent) => {
      try {
        listener(event);
      } catch (error) {
        this.onError(error);
      }
    };
    this.subscribers.on(resource, safeListener);
    return () => this.subscribers.off(resource, safeListener);
  }

  /** Calls `listener` with every event; returns a function that unsubscribes. */
  subscribeAll(listener: (event: StoreEvent) => void): () => void {
    return this.subscribe(allResources, listener);
  }

  /**
   * Delivers events after those that are not delivered yet.
   *
   * @returns false for events of a write of a subscriber: the delivery that called it delivers them
   */
  deliver(events: readonly StoreEvent[]): boolean {
    for (const event of events) this.undelivered.push(event);
    if (this.isDelivering) return false;
    this.isDelivering = true;
    try {
      for (let index = 0; index < this.undelivered.length; index += 1) {
        const event = this.undelivered[index];
        this.subscribers.emit(event.key.resource, event);
        this.subscribers.emit(allResources, event);
      }
    } finally {
      this.undelivered.length = 0;
      this.isDelivering = false;
    }
    return true;
  }

  close(): void {
    this.subscribers.removeAllListeners();
  }
}
