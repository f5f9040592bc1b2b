import type { StoreEvent } from './store-event';

/** The events of one resource, oldest first, from `start`. */
interface EventQueue {
  events: StoreEvent[];
  start: number;
  /** The version up to which events of this resource are removed, inclusive. */
  floor: number;
}

/** The latest events in memory, so that most watches start without reading the database. */
export class EventRing {
  private readonly queues = new Map<string, EventQueue>();
  /** The resource and size of each event, oldest first, from `start`. */
  private readonly order: { resource: string; bytes: number }[] = [];
  private start = 0;
  private bytes = 0;

  /**
   * @param limits - the number of events, and of bytes of JSON, to keep
   * @param floor - the current version of the store; earlier events are not in the ring
   */
  constructor(
    private readonly limits: { events: number; bytes: number },
    private readonly floor: number,
  ) {}

  /** Adds an event. `bytes` is the size of its JSON. */
  push(event: StoreEvent, bytes: number): void {
    const { resource } = event.key;
    this.queueOf(resource).events.push(event);
    this.order.push({ resource, bytes });
    this.bytes += bytes;
    while (this.isFull()) this.removeOldest();
  }

  /** The first `limit` events of a resource after `version`, oldest first, or undefined if some are no longer in the ring. */
  since(
    resource: string,
    version: number,
    limit: number,
  ): StoreEvent[] | undefined {
    const { events, start, floor } = this.queueOf(resource);
    if (version < floor) return undefined;
    let [low, high] = [start, events.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (events[middle].version > version) high = middle;
      else low = middle + 1;
    }
    return events.slice(low, low + limit);
  }

  private queueOf(resource: string): EventQueue {
    let queue = this.queues.get(resource);
    if (!queue) {
      queue = { events: [], start: 0, floor: this.floor };
      this.queues.set(resource, queue);
    }
    return queue;
  }

  private isFull(): boolean {
    const count = this.order.length - this.start;
    return (
      count > this.limits.events ||
      (this.bytes > this.limits.bytes && count > 1)
    );
  }

  private removeOldest(): void {
    const { resource, bytes } = this.order[this.start];
    this.start = advance(this.order, this.start);
    this.bytes -= bytes;
    const queue = this.queueOf(resource);
    queue.floor = queue.events[queue.start].version;
    queue.start = advance(queue.events, queue.start);
  }
}

/** Moves the start of a queue; removes the items before it when they are more than half. */
function advance(items: unknown[], start: number): number {
  const next = start + 1;
  if (next * 2 < items.length) return next;
  items.splice(0, next);
  return 0;
}
