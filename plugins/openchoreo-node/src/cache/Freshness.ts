import type { EventStream, InformerEvent } from '@promenade/kube-client';

/**
 * How true what is known is now.
 *
 * - `starting`: not everything has been read once.
 * - `live`: changes arrive as they happen.
 * - `stale`: the connection is lost; what is known is of `lastSeen`.
 *
 * @public
 */
export interface FreshnessReport {
  status: 'starting' | 'live' | 'stale';
  /** When the API was last heard from, by the watch that has been quiet longest. */
  lastSeen?: Date;
  /** What is wrong, for people. */
  message?: string;
}

/** A watch, so far as its connection is concerned. */
export interface ObservedWatch {
  readonly hasSynced: boolean;
  readonly lastSeen: number | undefined;
  readonly events: EventStream<InformerEvent>;
}

/** Follows the connections of watches, and tells when the whole turns from live to stale and back. */
export class Freshness {
  readonly #watches = new Map<ObservedWatch, { lost?: string }>();
  readonly #listeners = new Set<(report: FreshnessReport) => void>();
  #announced: FreshnessReport['status'] = 'starting';
  #isComplete = false;

  /** What is known now. */
  report(): FreshnessReport {
    const watches = [...this.#watches];
    const seen = watches.flatMap(([{ lastSeen }]) => lastSeen ?? []);
    const lastSeen = seen.length ? new Date(Math.min(...seen)) : undefined;
    if (!this.#isComplete || watches.some(([{ hasSynced }]) => !hasSynced)) {
      return { status: 'starting', lastSeen };
    }
    const lost = watches.find(([, state]) => state.lost !== undefined);
    return lost
      ? { status: 'stale', lastSeen, message: lost[1].lost }
      : { status: 'live', lastSeen };
  }

  /** Calls the listener when the status turns. Returns how to stop it. */
  onChange(listener: (report: FreshnessReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follows one more watch. */
  follow(watch: ObservedWatch): void {
    const state: { lost?: string } = {};
    this.#watches.set(watch, state);
    watch.events.onAny(event => {
      switch (event.type) {
        case 'listFailed':
        case 'reconnect':
        case 'throttled':
        case 'garbage':
          state.lost = event.error.message;
          break;
        case 'stalled':
          state.lost = 'The connection went silent';
          break;
        case 'relist':
        case 'watching':
        case 'bookmark':
          state.lost = undefined;
          break;
        default:
          return;
      }
      this.announce();
    });
  }

  /** No further watch is to be waited for. */
  complete(): void {
    this.#isComplete = true;
    this.announce();
  }

  /** Tells the listeners if the status is another one by now. */
  announce(): void {
    const report = this.report();
    if (report.status === this.#announced) return;
    this.#announced = report.status;
    for (const listener of this.#listeners) listener(report);
  }
}
