import {
  isForbidden,
  type EventStream,
  type InformerEvent,
} from '@promenade/kube-client';
import type {
  ConnectionProblem,
  ConnectionProblemReason,
} from './connectionProblem';
import type { MissingRight } from './missingRights';

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
  /** Why it is not live, if that is known. */
  reason?: ConnectionProblemReason;
  /** The rights that the Kubernetes account lacks. What they are for is not available, and the rest may be live. */
  missingRights?: readonly MissingRight[];
  /** The account that lacks the rights, if the API names it. */
  account?: string;
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

/** Why a watch is not current. */
type WatchProblem = Pick<ConnectionProblem, 'message'> &
  Partial<ConnectionProblem>;

interface WatchState {
  /** Why the watch is not current. */
  problem?: WatchProblem;
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
  #startProblem?: ConnectionProblem;
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
    const failed = watches.find(([, { problem }]) => problem !== undefined);
    const problem = this.#startProblem ?? failed?.[1].problem;
    if (!this.#isComplete || watches.some(([{ hasSynced }]) => !hasSynced)) {
      return { status: 'starting', lastSeen, ...problem };
    }
    return failed
      ? { status: 'stale', lastSeen, ...problem }
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

  /**
   * Follows another watch.
   *
   * @param explain - explains an error of a request of the watch
   */
  add(
    watch: ObservedWatch,
    explain: (error: Error) => WatchProblem = ({ message }) => ({ message }),
  ): void {
    const state: WatchState = { isForbidden: false };
    this.#watches.set(watch, state);
    watch.events.onAny(event => {
      if (restartingEvents.has(event.type)) this.#restarts += 1;
      switch (event.type) {
        case 'listFailed':
        case 'reconnect':
          state.isForbidden = isForbidden(event.error);
          setProblem(watch, state, explain(event.error));
          break;
        case 'throttled':
        case 'decodeError':
        case 'gone':
          state.isForbidden = false;
          setProblem(watch, state, { message: event.error.message });
          break;
        case 'stalled':
          setProblem(watch, state, { message: 'The connection went silent' });
          break;
        case 'watching':
          // Without a resource version, the stream begins with all objects: `relist` follows when they have been read.
          if (!event.resourceVersion) return;
          clearProblem(state);
          break;
        case 'relist':
        case 'bookmark':
          clearProblem(state);
          break;
        default:
          return;
      }
      this.update();
    });
  }

  /** Says why the kinds to watch are not known yet. */
  reportStartProblem(problem: ConnectionProblem): void {
    this.#startProblem = problem;
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

function setProblem(
  { lastSeen }: ObservedWatch,
  state: WatchState,
  problem: WatchProblem,
): void {
  if (state.problem === undefined) state.currentAt = lastSeen;
  state.problem = problem;
}

function clearProblem(state: WatchState): void {
  state.problem = undefined;
  state.currentAt = undefined;
  state.isForbidden = false;
}
