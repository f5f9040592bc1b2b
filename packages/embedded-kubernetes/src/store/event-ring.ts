import type { StoreEvent } from './store-event';

/** The latest changes, in memory, so that most watches start without touching the database. */
export class EventRing {
  private readonly events: StoreEvent[] = [];
  private start = 0;
  private floor: number;

  /**
   * @param capacity - how many events to keep
   * @param version - the store's version now: later events will be here, earlier ones are not
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

  /** Events of a resource after `version`, or undefined if the ring does not reach back that far. */
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
