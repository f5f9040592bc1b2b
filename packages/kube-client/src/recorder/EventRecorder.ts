import { isNotFound } from '../client/ApiError';
import { KubeClient } from '../client/KubeClient';
import { Clock, systemClock } from '../clock/Clock';
import { Logger, silentLogger } from '../logging/Logger';
import { messageOf } from '../logging/errors';
import { Metrics, noMetrics } from '../metrics/Metrics';
import { eventType } from '../objects/ResourceType';
import { KubeObject, UnstructuredObject } from '../objects/KubeObject';
import { keyOf, ObjectKey } from '../objects/ObjectKey';
import {
  CorrelatedEvent,
  EventCorrelator,
  Occurrence,
} from './EventCorrelator';
import { LruMap } from './LruMap';

/** @public */
export interface EventRecorderOptions {
  client: KubeClient;
  /** Who reports, as `kubectl describe` shows it. */
  component: string;
  /** Which of several, for instance the pod's name. */
  instance?: string;
  logger?: Logger;
  metrics?: Metrics;
  clock?: Clock;
}

/** The API refuses longer messages. */
const longestMessage = 1024;
/** More than this waiting to be written is more than anyone will read. */
const longestBacklog = 1000;
const series = 4096;

/**
 * Tells what happened to an object where `kubectl describe` shows it: as core/v1 Events beside it. Best effort: it returns at
 * once, never throws, and says in the log what could not be written.
 *
 * @public
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #correlator = new EventCorrelator();
  readonly #written = new LruMap<string, ObjectKey>(series);
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  #backlog = 0;
  #writing: Promise<void> = Promise.resolve();
  #serial = 0;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? silentLogger;
    this.#metrics = options.metrics ?? noMetrics;
  }

  /**
   * Something happened to the object.
   *
   * @param reason - why, in one UpperCamelCase word that machines can go by
   * @param message - the same for people
   */
  event(
    object: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    const now = this.#clock.now();
    const occurrence: Occurrence = { object, type, reason, message };
    const correlated = this.#correlator.correlate(occurrence, now);
    if (!correlated || this.#backlog >= longestBacklog) {
      this.#count('dropped');
      return;
    }
    this.#backlog += 1;
    // One after the other: an Event's count may only be raised when the Event is there.
    this.#writing = this.#writing
      .then(() => this.#write(occurrence, correlated, now))
      .finally(() => {
        this.#backlog -= 1;
      });
  }

  /** Resolves when everything reported so far was written or given up. */
  flush(): Promise<void> {
    return this.#writing;
  }

  /** Never rejects. */
  async #write(
    occurrence: Occurrence,
    correlated: CorrelatedEvent,
    now: number,
  ): Promise<void> {
    try {
      const known = this.#written.get(correlated.series);
      if (known && (await this.#patchCount(known, correlated, now))) {
        this.#count('aggregated');
        return;
      }
      const event = this.#newEvent(occurrence, correlated, now);
      await this.#options.client.create(eventType, event);
      this.#written.set(correlated.series, event.metadata);
      this.#count('written');
    } catch (error) {
      this.#count('failed');
      this.#logger.warn(
        `event ${occurrence.reason} of ${occurrence.object.kind} ${keyOf(
          occurrence.object,
        )} was not written: ${messageOf(error)}`,
      );
    }
  }

  /** @returns false when the Event is not there any more: the API forgets them after an hour */
  async #patchCount(
    key: ObjectKey,
    { count, message }: CorrelatedEvent,
    now: number,
  ): Promise<boolean> {
    try {
      await this.#options.client.patch(
        eventType,
        key,
        {
          count,
          message: truncateMessage(message),
          lastTimestamp: formatTime(now),
        },
        { type: 'merge' },
      );
      return true;
    } catch (error) {
      if (isNotFound(error)) {
        return false;
      }
      throw error;
    }
  }

  #newEvent(
    { object, type, reason }: Occurrence,
    { message, count, firstAt }: CorrelatedEvent,
    now: number,
  ): UnstructuredObject {
    const { component, instance = '' } = this.#options;
    const { name, uid, resourceVersion } = object.metadata;
    this.#serial += 1;
    const unique = `${now.toString(16)}${this.#serial.toString(16)}`;
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `${name}.${unique}`,
        // Events of cluster-scoped objects are where kubectl looks for them.
        namespace: object.metadata.namespace ?? 'default',
      },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        namespace: object.metadata.namespace,
        name,
        uid,
        resourceVersion,
      },
      type,
      reason,
      message: truncateMessage(message),
      count,
      firstTimestamp: formatTime(firstAt),
      lastTimestamp: formatTime(now),
      source: { component, host: instance || undefined },
      reportingComponent: component,
      reportingInstance: instance,
    };
  }

  #count(outcome: 'written' | 'aggregated' | 'dropped' | 'failed'): void {
    this.#metrics.add('event_recorder_events_total', { outcome });
  }
}

function truncateMessage(message: string): string {
  return message.length > longestMessage
    ? `${message.slice(0, longestMessage - 1)}…`
    : message;
}

/** meta/v1 Time: whole seconds. */
function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
