import { isObject } from '../schema/json';
import type { KubeObject } from '../api/types';
import { addressOf } from '../lifecycle/object-address';
import { deleteObject } from '../lifecycle/delete-object';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';

/** How long an event is kept after it last occurred; the default of kube-apiserver. */
const lifetimeMs = 60 * 60 * 1000;
const intervalMs = 60_000;
const resource = 'events';

/** Deletes expired events every minute. */
export class EventExpiry {
  private readonly timer: NodeJS.Timeout;

  constructor(
    lifecycle: ObjectLifecycle,
    onError: (error: unknown, what: string) => void,
  ) {
    this.timer = setInterval(() => {
      try {
        expireEvents(lifecycle);
      } catch (error) {
        onError(error, 'events');
      }
    }, intervalMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** Deletes the events that last occurred more than an hour ago. */
export function expireEvents(lifecycle: ObjectLifecycle): void {
  const oldest = lifecycle.now().getTime() - lifetimeMs;
  const type = lifecycle.registry.storageType(resource);
  if (!type) return;
  const expired = lifecycle.store
    .list(resource)
    .filter(event => lastSeen(event) < oldest);
  for (const event of expired) {
    deleteObject(lifecycle, type, addressOf(event), { dryRun: false });
  }
}

/** When an event last occurred, in milliseconds since 1970. */
function lastSeen(event: KubeObject): number {
  const { series } = event;
  const times = [
    event.metadata.creationTimestamp,
    event.lastTimestamp,
    event.eventTime,
    isObject(series) ? series.lastObservedTime : undefined,
  ].map(time => (typeof time === 'string' ? Date.parse(time) : NaN));
  return Math.max(...times.filter(time => !Number.isNaN(time)));
}
