import {
  isForbidden,
  type EventStream,
  type InformerEvent,
} from '@promenade/kube-client';

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
  /** The time at which all watches were current: that of the oldest last sign of life while connected. */
  lastSeen?: Date;
  /** Why it is not live, for people. */
  message?: string;
  /** Each control plane, where `openchoreo.sources` has them. The report as a whole has the worst status of them. */
  sources?: readonly SourceFreshness[];
}

/**
 * Whether the cached resources of a control plane are current.
 *
 * @public
 */
export interface SourceFreshness extends Omit<FreshnessReport, 'sources'> {
  /** The name in `openchoreo.sources`. */
  name: string;
}

/** What is needed of a watch to follow its connection. */
export interface ObservedWatch {
  readonly hasSynced: boolean;
  readonly lastSeen: number | undefined;
  readonly events: EventStream<InformerEvent>;
}

interface WatchState {
  /** Why the watch is not current. */
  error?: string;
  /** Time of the last sign of life before the error: a later one comes before the missed changes. */
  currentAt?: number;
  /** Whether the API does not allow to list or watch. */
  isForbidden: boolean;
}

/** The events after which a watch is opened again, because it did not end regularly. */
const restartingEvents: ReadonlySet<InformerEvent['type']> = new Set([
  'reconnect',
  'stalled',
  'gone',
  'decodeError',
] as const);

/**
 * Follows the connections of watches and notifies listeners when their common status changes. A watch that is forbidden does
 * not count: it would never become current.
 */
export class Freshness {
  readonly #watches = new Map<ObservedWatch, WatchState>();
  readonly #listeners = new Set<(report: FreshnessReport) => void>();
  #lastStatus: FreshnessReport['status'] = 'starting';
  #isComplete = false;
  #startProblem?: string;
  #restarts = 0;

  /** How often a watch had to be opened again after an error. */
  get restarts(): number {
    return this.#restarts;
  }

  report(): FreshnessReport {
    const watches = [...this.#watches].filter(
      ([, { isForbidden: isIgnored }]) => !isIgnored,
    );
    const seen = watches.flatMap(
      ([{ lastSeen }, { currentAt }]) => currentAt ?? lastSeen ?? [],
    );
    const lastSeen = seen.length ? new Date(Math.min(...seen)) : undefined;
    const failed = watches.find(([, { error }]) => error !== undefined);
    const message = this.#startProblem ?? failed?.[1].error;
    if (!this.#isComplete || watches.some(([{ hasSynced }]) => !hasSynced)) {
      return { status: 'starting', lastSeen, message };
    }
    return failed
      ? { status: 'stale', lastSeen, message }
      : { status: 'live', lastSeen };
  }

  /** Whether the API does not allow to list or watch. */
  isForbidden(watch: ObservedWatch): boolean {
    return this.#watches.get(watch)?.isForbidden ?? false;
  }

  /** Calls the listener when the status changes. Returns a function that unsubscribes it. */
  onChange(listener: (report: FreshnessReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follows another watch. */
  add(watch: ObservedWatch): void {
    const state: WatchState = { isForbidden: false };
    this.#watches.set(watch, state);
    watch.events.onAny(event => {
      if (restartingEvents.has(event.type)) this.#restarts += 1;
      switch (event.type) {
        case 'listFailed':
        case 'reconnect':
        case 'throttled':
        case 'decodeError':
        case 'gone':
          state.isForbidden = isForbidden(event.error);
          setError(watch, state, event.error.message);
          break;
        case 'stalled':
          setError(watch, state, 'The connection went silent');
          break;
        case 'watching':
          // Without a resource version, the stream begins with all objects: `relist` follows when they have been read.
          if (!event.resourceVersion) return;
          clearError(state);
          break;
        case 'relist':
        case 'bookmark':
          clearError(state);
          break;
        default:
          return;
      }
      this.update();
    });
  }

  /** Says why the kinds to watch are not known yet. */
  reportStartProblem(message: string): void {
    this.#startProblem = message;
  }

  /** Declares that no watch is missing. Until then the status is `starting`. */
  complete(): void {
    this.#isComplete = true;
    this.#startProblem = undefined;
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

function setError(
  { lastSeen }: ObservedWatch,
  state: WatchState,
  message: string,
): void {
  if (state.error === undefined) state.currentAt = lastSeen;
  state.error = message;
}

function clearError(state: WatchState): void {
  state.error = undefined;
  state.currentAt = undefined;
  state.isForbidden = false;
}
