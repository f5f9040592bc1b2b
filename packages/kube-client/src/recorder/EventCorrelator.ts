import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { LruMap } from './LruMap';

/**
 * An event as it was recorded, before correlation.
 *
 * @public
 */
export interface Occurrence {
  object: KubeObject;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** An event to write, with its count in the series. */
export interface CorrelatedEvent {
  /** Key of the series. A series is one Event object. */
  series: string;
  message: string;
  count: number;
  firstAt: number;
}

// The defaults of client-go.
const maxSimilarEvents = 10;
const similarIntervalMs = 600_000;
const spamBurst = 25;
const spamRefillMs = 300_000;
const capacity = 4096;

interface SimilarEvents {
  messages: Set<string>;
  lastAt: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Correlates events like client-go: counts repetitions, aggregates events that differ only in their message, and limits the rate of
 * events of one object.
 */
export class EventCorrelator {
  readonly #similar = new LruMap<string, SimilarEvents>(capacity);
  readonly #series = new LruMap<string, { count: number; firstAt: number }>(
    capacity,
  );
  readonly #buckets = new LruMap<string, Bucket>(capacity);

  /**
   * @param now - milliseconds since 1970
   * @returns the event to write, or undefined if the rate limit is exceeded
   */
  correlate(occurrence: Occurrence, now: number): CorrelatedEvent | undefined {
    const { object, type, reason } = occurrence;
    const about = [
      object.apiVersion,
      object.kind,
      keyOf(object),
      object.metadata.uid ?? '',
    ].join('|');
    const combined = this.#aggregate(
      `${about}|${type}|${reason}`,
      occurrence.message,
      now,
    );
    if (!this.#isAllowed(about, now)) {
      return undefined;
    }
    const { count, firstAt } = this.#series.get(combined.series) ?? {
      count: 0,
      firstAt: now,
    };
    this.#series.set(combined.series, { count: count + 1, firstAt });
    return { ...combined, count: count + 1, firstAt };
  }

  #aggregate(
    key: string,
    message: string,
    now: number,
  ): { series: string; message: string } {
    const known = this.#similar.get(key);
    const similar =
      known && now - known.lastAt <= similarIntervalMs
        ? known
        : { messages: new Set<string>(), lastAt: now };
    similar.lastAt = now;
    this.#similar.set(key, similar);
    if (
      similar.messages.has(message) ||
      similar.messages.size < maxSimilarEvents - 1
    ) {
      similar.messages.add(message);
      return { series: `${key}|${message}`, message };
    }
    return {
      series: key,
      message: `(combined from similar events): ${message}`,
    };
  }

  #isAllowed(key: string, now: number): boolean {
    const bucket = this.#buckets.get(key) ?? { tokens: spamBurst, at: now };
    const earned = (now - bucket.at) / spamRefillMs;
    const tokens = Math.min(spamBurst, bucket.tokens + earned);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed;
  }
}
