import { randomInt } from 'node:crypto';
import { expired } from '../api/status-error';
import {
  apiVersionOf,
  storedResourceOf,
  type KubeObject,
  type ResourceType,
} from '../api/types';
import { convertObject } from '../lifecycle/object-stages';
import { VersionExpiredError, type ObjectStore } from '../store/object-store';
import type { StoreEvent } from '../store/store-event';
import type { ListOptions } from './list-options';
import type { ApiRequest } from './request';
import { commonHeaders } from './respond';
import {
  formatObject,
  serializeObject,
  type ResponseFormat,
} from './response-format';

const bookmarkIntervalMs = 60_000;
const initialEventsEnd = 'k8s.io/initial-events-end';
/** The number of objects or events that a watch reads from the store at a time. */
const batchSize = 500;
/** A watch stops to write when so many bytes are not sent yet, and continues when they are. */
const maxUnsentBytes = 1024 * 1024;

/** The dependencies of a watch. */
export interface WatchContext {
  store: ObjectStore;
  /** Aborted when the server stops, or the resource changes or is unregistered. */
  signal: AbortSignal;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

/** The state of the initial events: the objects after `after`, at one version. */
interface InitialState {
  at: number;
  after?: { namespace: string; name: string };
}

/**
 * Sends changes to one client. It keeps no queue: it reads the next events from the store when the client has received the
 * previous ones, from its cursor on. A client that is slower than the history of the store gets an Expired error.
 */
class Watch {
  private readonly resource: string;
  private readonly unsubscribers: (() => void)[] = [];
  /** The version up to which events are sent. */
  private cursor: number;
  private initial: InitialState | undefined;
  private batch: Iterator<() => void> | undefined;
  private isWriting = false;
  private hasEnded = false;

  constructor(
    private readonly context: WatchContext,
    private readonly request: ApiRequest,
    private readonly type: ResourceType,
    private readonly namespace: string,
    private readonly options: ListOptions,
    private readonly format: ResponseFormat,
  ) {
    this.resource = storedResourceOf(type);
    const { resourceVersion, sendInitialEvents } = options;
    const version = context.store.currentVersion;
    const isInitial = !resourceVersion || sendInitialEvents;
    this.cursor = isInitial ? version : resourceVersion;
    if (isInitial) this.initial = { at: version };
  }

  start(): void {
    const { response } = this.request;
    const { signal, store } = this.context;
    response.writeHead(200, {
      ...commonHeaders(this.request),
      'Content-Type': 'application/json',
      'Transfer-Encoding': 'chunked',
    });
    // Clients wait for the headers before they wait for events.
    response.flushHeaders();
    const end = () => this.end();
    const write = () => this.write();
    const timeout = setTimeout(end, this.timeoutMs());
    this.unsubscribers.push(
      store.subscribe(this.resource, write),
      () => clearTimeout(timeout),
      () => signal.removeEventListener('abort', end),
    );
    if (this.options.allowBookmarks) {
      const timer = setInterval(() => this.bookmark(), bookmarkIntervalMs);
      this.unsubscribers.push(() => clearInterval(timer));
    }
    signal.addEventListener('abort', end);
    response.on('drain', write);
    response.on('close', () => this.unsubscribe());
    if (signal.aborted) end();
    else this.write();
  }

  /** Writes until the client has to receive what is written, or until all events are written. */
  private write(): void {
    // A subscriber of the store or the response may call this while it runs.
    if (this.isWriting || this.hasEnded) return;
    this.isWriting = true;
    try {
      while (!this.isBlocked() && this.writeNext());
    } catch (error) {
      if (!(error instanceof VersionExpiredError)) throw error;
      this.send('ERROR', JSON.stringify(expired(error.message).status));
      this.end();
    } finally {
      this.isWriting = false;
    }
  }

  private isBlocked(): boolean {
    const { response } = this.request;
    return response.destroyed || response.writableLength > maxUnsentBytes;
  }

  /** Writes the next object or event; returns false if there is none. */
  private writeNext(): boolean {
    this.batch ??= this.nextBatch();
    const next = this.batch?.next();
    if (!next) return false;
    if (next.done) this.batch = undefined;
    else next.value();
    return true;
  }

  private nextBatch(): Iterator<() => void> | undefined {
    if (this.initial) return this.initialBatch(this.initial).values();
    const { store } = this.context;
    if (this.cursor >= store.publishedVersion) return undefined;
    const events = store.eventsSince(this.resource, this.cursor, batchSize);
    if (events.length > 0) {
      return events.map(event => () => this.sendEvent(event)).values();
    }
    this.cursor = store.publishedVersion;
    return undefined;
  }

  private initialBatch(initial: InitialState): (() => void)[] {
    const scope = this.namespace ? { namespace: this.namespace } : {};
    const { objects, next } = this.context.store.page(
      this.resource,
      { ...scope, ...initial },
      batchSize,
    );
    this.initial = next && { at: initial.at, after: next };
    const writes = objects
      .filter(stored => this.matches(stored))
      .map(stored => () => this.sendObject('ADDED', stored));
    return this.initial ? writes : [...writes, () => this.endInitialEvents()];
  }

  private endInitialEvents(): void {
    const { resourceVersion, sendInitialEvents, allowBookmarks } = this.options;
    if (allowBookmarks && (sendInitialEvents || resourceVersion === 0)) {
      this.sendBookmark({ [initialEventsEnd]: 'true' });
    }
  }

  /** Sends ADDED when an object starts to match the selectors, DELETED when it stops. */
  private sendEvent(event: StoreEvent): void {
    const { key, object, previous } = event;
    this.cursor = event.version;
    if (this.namespace && key.namespace !== this.namespace) return;
    const before = previous !== undefined && this.matches(previous);
    const after = event.type !== 'DELETED' && this.matches(object);
    if (after) this.sendObject(before ? 'MODIFIED' : 'ADDED', object);
    else if (before) this.sendObject('DELETED', deletedState(event, previous));
  }

  private matches(stored: KubeObject): boolean {
    return (
      !this.options.hasSelector ||
      this.options.matches(convertObject(this.type, stored))
    );
  }

  private sendObject(eventType: EventType, stored: KubeObject): void {
    if (this.format.representation.as === 'object') {
      this.send(eventType, serializeObject(this.type, stored));
      return;
    }
    const formatted = formatObject(
      { ...this.format, table: { ...this.format.table, now: Date.now() } },
      this.type,
      convertObject(this.type, stored),
    );
    this.format.table.withColumns = false;
    this.send(eventType, JSON.stringify(formatted));
  }

  /** Sends a periodic bookmark, unless there are events that are not sent yet. */
  private bookmark(): void {
    this.write();
    const isComplete = !this.initial && !this.batch && !this.hasEnded;
    if (isComplete && !this.isBlocked()) this.sendBookmark();
  }

  private sendBookmark(annotations?: Record<string, string>): void {
    const bookmark: KubeObject = {
      kind: this.type.kind,
      apiVersion: apiVersionOf(this.type),
      metadata: {
        resourceVersion: String(this.cursor),
        ...(annotations ? { annotations } : {}),
      },
    };
    // A bookmark consists of metadata, so its row includes it even with `includeObject=None`.
    const table = { ...this.format.table, includeObject: 'Metadata' as const };
    const formatted = formatObject(
      { ...this.format, table },
      this.type,
      bookmark,
    );
    this.send('BOOKMARK', JSON.stringify(formatted));
  }

  private send(eventType: EventType, object: string): void {
    const { response } = this.request;
    if (response.destroyed || response.writableEnded) return;
    response.write(`{"type":"${eventType}","object":${object}}\n`);
  }

  private timeoutMs(): number {
    const seconds = this.options.timeoutSeconds ?? randomInt(1800, 3600);
    return Math.min(seconds * 1000, 2 ** 31 - 1);
  }

  private end(): void {
    this.unsubscribe();
    const { response } = this.request;
    if (!response.writableEnded) response.end();
  }

  private unsubscribe(): void {
    this.hasEnded = true;
    this.unsubscribers.splice(0).forEach(unsubscribe => unsubscribe());
  }
}

/** Sends the changes of a type until the client disconnects or the timeout expires. */
export function watchObjects(
  context: WatchContext,
  request: ApiRequest,
  type: ResourceType,
  namespace: string,
  options: ListOptions,
  format: ResponseFormat,
): void {
  new Watch(context, request, type, namespace, options, format).start();
}

/** The object of a DELETED event: the last state that matched, with the version of the change. */
function deletedState(
  event: StoreEvent,
  previous: KubeObject | undefined,
): KubeObject {
  const last =
    event.type === 'DELETED' ? event.object : previous ?? event.object;
  return {
    ...last,
    metadata: { ...last.metadata, resourceVersion: String(event.version) },
  };
}
