import { KubeObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { LruMap } from './LruMap';

/**
 * Something that happened to an object, as it was reported.
 *
 * @public
 */
export interface Occurrence {
  object: KubeObject;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** What is to be written: the n-th of its series. */
export interface CorrelatedEvent {
  /** Occurrences of one series are one Event object. */
  series: string;
  message: string;
  count: number;
  firstAt: number;
}

// client-go's figures.
const similarBeforeCombined = 10;
const similarWithinMs = 600_000;
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
 * Decides what becomes of an occurrence: repetitions are counted, many that differ only in their message become one, and an
 * object that something happens to all the time is heard of now and then. Pure but for its memory.
 */
export class EventCorrelator {
  readonly #similar = new LruMap<string, SimilarEvents>(capacity);
  readonly #series = new LruMap<string, { count: number; firstAt: number }>(
    capacity,
  );
  readonly #buckets = new LruMap<string, Bucket>(capacity);

  /**
   * @param now - milliseconds since 1970
   * @returns what to write, or undefined when there is too much of it
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
      known && now - known.lastAt <= similarWithinMs
        ? known
        : { messages: new Set<string>(), lastAt: now };
    similar.lastAt = now;
    this.#similar.set(key, similar);
    if (
      similar.messages.has(message) ||
      similar.messages.size < similarBeforeCombined - 1
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
