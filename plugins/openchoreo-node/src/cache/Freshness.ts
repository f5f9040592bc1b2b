import type { EventStream, InformerEvent } from '@promenade/kube-client';

/**
 * Whether the cached resources are current.
 *
 * - `starting`: at least one kind has not been read yet.
 * - `live`: changes arrive as they happen.
 * - `stale`: the connection is lost. The cache holds the state of `lastSeen`.
 *
 * @public
 */
export interface FreshnessReport {
  status: 'starting' | 'live' | 'stale';
  /** Time of the last sign of life from the API, of the watch for which it is the oldest. */
  lastSeen?: Date;
  /** The error, for people. */
  message?: string;
}

/** What is needed of a watch to follow its connection. */
export interface ObservedWatch {
  readonly hasSynced: boolean;
  readonly lastSeen: number | undefined;
  readonly events: EventStream<InformerEvent>;
}

/** Follows the connections of watches and notifies listeners when their common status changes. */
export class Freshness {
  readonly #watches = new Map<ObservedWatch, { error?: string }>();
  readonly #listeners = new Set<(report: FreshnessReport) => void>();
  #lastStatus: FreshnessReport['status'] = 'starting';
  #isComplete = false;

  report(): FreshnessReport {
    const watches = [...this.#watches];
    const seen = watches.flatMap(([{ lastSeen }]) => lastSeen ?? []);
    const lastSeen = seen.length ? new Date(Math.min(...seen)) : undefined;
    if (!this.#isComplete || watches.some(([{ hasSynced }]) => !hasSynced)) {
      return { status: 'starting', lastSeen };
    }
    const failed = watches.find(([, { error }]) => error !== undefined);
    return failed
      ? { status: 'stale', lastSeen, message: failed[1].error }
      : { status: 'live', lastSeen };
  }

  /** Calls the listener when the status changes. Returns a function that unsubscribes it. */
  onChange(listener: (report: FreshnessReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follows another watch. */
  add(watch: ObservedWatch): void {
    const state: { error?: string } = {};
    this.#watches.set(watch, state);
    watch.events.onAny(event => {
      switch (event.type) {
        case 'listFailed':
        case 'reconnect':
        case 'throttled':
        case 'garbage':
          state.error = event.error.message;
          break;
        case 'stalled':
          state.error = 'The connection went silent';
          break;
        case 'relist':
        case 'watching':
        case 'bookmark':
          state.error = undefined;
          break;
        default:
          return;
      }
      this.update();
    });
  }

  /** Declares that no watch is missing. Until then the status is `starting`. */
  complete(): void {
    this.#isComplete = true;
    this.update();
  }

  /** Notifies the listeners if the status has changed. */
  update(): void {
    const report = this.report();
    if (report.status === this.#lastStatus) return;
    this.#lastStatus = report.status;
    for (const listener of this.#listeners) listener(report);
  }
}
