import { randomUUID } from 'node:crypto';
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
  /** Reporting component, as `kubectl describe` shows it. */
  component: string;
  /** Reporting instance, for example the name of the pod. */
  instance?: string;
  logger?: Logger;
  metrics?: Metrics;
  clock?: Clock;
}

/** The API server rejects longer messages. */
const maxMessageLength = 1024;
/** The API server rejects longer names. */
const maxNameLength = 253;
/** Maximum number of events that wait to be written. Further events are dropped. */
const maxBacklog = 1000;
/** Number of Event objects whose names are remembered. */
const maxSeries = 4096;

/**
 * Writes core/v1 Events about an object, which `kubectl describe` shows. Returns at once and never throws. Events that cannot be
 * written are logged.
 *
 * @public
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #correlator = new EventCorrelator();
  readonly #written = new LruMap<string, ObjectKey>(maxSeries);
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
   * Records an event of an object.
   *
   * @param reason - machine-readable reason in CamelCase
   * @param message - human-readable message
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
    if (!correlated || this.#backlog >= maxBacklog) {
      this.#count('dropped');
      return;
    }
    this.#backlog += 1;
    // One after the other: the count of an Event can only be patched after the Event was created.
    this.#writing = this.#writing
      .then(() => this.#write(occurrence, correlated, now))
      .finally(() => {
        this.#backlog -= 1;
      });
  }

  /** Resolves when all events so far are written or have failed. */
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

  /** @returns false if the Event no longer exists: the API server deletes events after an hour */
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
        name: eventName(name, unique),
        // kubectl looks for events of cluster-scoped objects in this namespace.
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

/** Returns a unique name for an Event: the name of its object and a suffix. If that is too long: a UUID, as in client-go. */
function eventName(object: string, unique: string): string {
  const name = `${object}.${unique}`;
  return name.length > maxNameLength ? randomUUID() : name;
}

function truncateMessage(message: string): string {
  return message.length > maxMessageLength
    ? `${message.slice(0, maxMessageLength - 1)}…`
    : message;
}

/** Formats a meta/v1 Time: whole seconds. */
function formatTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
