import { Clock, KubeObject } from '@promenade/kube-client';

/** Status debounce: how long a transient status may stay unwritten, in milliseconds. */
export const statusDebounceMs = 1_000;

/**
 * Status debounce while another controller of this process has not observed the object yet, in milliseconds. Its first
 * status write triggers the next pass, so this limit matters only if that never happens.
 */
export const dependencyDebounceMs = 30_000;

/** Number of debounced objects that extends the debounce by its own length, to leave the API server to other writes. */
const objectsPerExtension = 16;

/** Limit of the extensions of a debounce: one second becomes 15 seconds, 30 seconds 7.5 minutes. */
const maxExtensions = 14;

/** Age at which an entry is dropped, in milliseconds: its object was deleted. */
const entryTtlMs = 10 * 60_000;

/** A status that a reconciler is about to write. */
export interface PendingStatus {
  /** Whether the new status is a state that the next pass is expected to replace, such as Progressing. */
  readonly isTransient: boolean;
  /** Whether the written status is missing or transient. Any other status would become wrong and is replaced at once. */
  readonly replacesTransient: boolean;
  /** Whether the controllers that the status depends on have observed the current generation. Default: true. */
  readonly dependenciesObserved?: boolean;
}

/** Returns how long a status may stay unwritten, in milliseconds; 0 if it must be written at once. */
export function debounceMs({
  isTransient,
  replacesTransient,
  dependenciesObserved = true,
}: PendingStatus): number {
  if (!isTransient || !replacesTransient) return 0;
  return dependenciesObserved ? statusDebounceMs : dependencyDebounceMs;
}

interface Entry {
  readonly resourceVersion?: string;
  readonly since: number;
}

/**
 * Delays the writes of transient statuses: an object that is deployed passes through many states within a second, and each
 * would cost a write. The delay counts from the first unwritten status of a resource version, so that a status is never
 * older than the debounce, or fifteen seconds while hundreds of objects change. The state may be lost with the process.
 */
export class StatusDebounce {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  /**
   * Returns how long the status of an object may still stay unwritten.
   *
   * @param limitMs - from {@link debounceMs}
   * @returns milliseconds; 0 if the status must be written now
   */
  remainingMs({ metadata }: KubeObject, limitMs: number): number {
    const { uid = '', resourceVersion } = metadata;
    const now = this.clock.monotonic();
    const entry = this.#entries.get(uid);
    const since =
      entry?.resourceVersion === resourceVersion ? entry?.since ?? now : now;
    const remaining = since + this.#extended(limitMs) - now;
    this.#entries.delete(uid);
    if (remaining <= 0) {
      return 0;
    }
    this.#dropEntriesBefore(now - entryTtlMs);
    this.#entries.set(uid, { resourceVersion, since });
    return remaining;
  }

  #extended(limitMs: number): number {
    const extensions = Math.floor(this.#entries.size / objectsPerExtension);
    return limitMs * (1 + Math.min(extensions, maxExtensions));
  }

  /** Entries are in the order of their last update. */
  #dropEntriesBefore(time: number): void {
    for (const [uid, { since }] of this.#entries) {
      if (since > time) {
        return;
      }
      this.#entries.delete(uid);
    }
  }
}
