import type { StoreEvent } from './store-event';

/** The latest events in memory, so that most watches start without reading the database. */
export class EventRing {
  private readonly events: StoreEvent[] = [];
  private start = 0;
  private floor: number;

  /**
   * @param capacity - the number of events to keep
   * @param version - the current version of the store; earlier events are not in the ring
   */
  constructor(private readonly capacity: number, version: number) {
    this.floor = version;
  }

  push(event: StoreEvent): void {
    this.events.push(event);
    if (this.events.length - this.start > this.capacity) {
      this.floor = this.events[this.start].version;
      this.start += 1;
    }
    if (this.start > this.capacity) {
      this.events.splice(0, this.start);
      this.start = 0;
    }
  }

  /** Events of a resource after `version`, oldest first, or undefined if some are no longer in the ring. */
  since(resource: string, version: number): StoreEvent[] | undefined {
    if (version < this.floor) return undefined;
    const found: StoreEvent[] = [];
    for (let index = this.events.length - 1; index >= this.start; index -= 1) {
      const event = this.events[index];
      if (event.version <= version) break;
      if (event.key.resource === resource) found.push(event);
    }
    return found.reverse();
  }
}
