import { randomInt } from 'node:crypto';
import { present } from '../lifecycle/object-stages';
import { expired } from '../api/status-errors';
import { VersionExpiredError, type ObjectStore } from '../store/object-store';
import type { StoreEvent } from '../store/store-event';
import {
  apiVersionOf,
  resourceNameOf,
  type KubeObject,
  type ServedType,
} from '../api/types';
import type { ListOptions } from './list-options';
import { jsonOf, showObject, type View } from './response-format';
import type { ApiRequest } from './request';
import { commonHeaders } from './respond';

const bookmarkIntervalMs = 60_000;
/** A client that reads so little of what it is sent has to start again, as it would after a lost connection. */
const unreadLimit = 16 * 1024 * 1024;
const initialEventsEnd = 'k8s.io/initial-events-end';

/** What a watch needs to know of the server. */
export interface WatchContext {
  store: ObjectStore;
  /** Aborted when the server stops or the kind is no longer served. */
  signal: AbortSignal;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

class Watch {
  private readonly resource: string;
  private stops: (() => void)[] = [];

  constructor(
    private readonly context: WatchContext,
    private readonly request: ApiRequest,
    private readonly type: ServedType,
    private readonly namespace: string,
    private readonly options: ListOptions,
    private readonly view: View,
  ) {
    this.resource = resourceNameOf(type);
  }

  start(): void {
    const { response } = this.request;
    const { signal, store } = this.context;
    response.writeHead(200, {
      ...commonHeaders(this.request),
      'Content-Type': 'application/json',
      'Transfer-Encoding': 'chunked',
    });
    // A client waits for the headers before it waits for events.
    response.flushHeaders();
    if (!this.sendPast()) return;
    const end = () => this.end();
    const timeout = setTimeout(end, this.timeoutMs());
    this.stops.push(
      store.subscribe(this.resource, event => this.deliver(event)),
      () => clearTimeout(timeout),
      () => signal.removeEventListener('abort', end),
    );
    if (this.options.bookmarks) {
      const timer = setInterval(() => this.sendBookmark(), bookmarkIntervalMs);
      this.stops.push(() => clearInterval(timer));
    }
    signal.addEventListener('abort', end);
    response.on('close', () => this.release());
    if (signal.aborted) end();
  }

  /** Sends what the client does not know yet; false if that cannot be said. */
  private sendPast(): boolean {
    const { store } = this.context;
    const { resourceVersion, sendInitialEvents, bookmarks } = this.options;
    if (!resourceVersion || sendInitialEvents) {
      this.sendPresent();
      const announced = sendInitialEvents || resourceVersion === 0;
      if (announced && bookmarks) {
        this.sendBookmark({ [initialEventsEnd]: 'true' });
      }
      return true;
    }
    try {
      const events = store.eventsSince(this.resource, resourceVersion);
      events.forEach(event => this.deliver(event));
      return true;
    } catch (error) {
      if (!(error instanceof VersionExpiredError)) throw error;
      this.write('ERROR', JSON.stringify(expired(error.message).status));
      this.request.response.end();
      return false;
    }
  }

  private sendPresent(): void {
    const scope = this.namespace ? { namespace: this.namespace } : {};
    for (const stored of this.context.store.scan(this.resource, scope)) {
      if (this.matches(stored)) this.send('ADDED', stored);
    }
  }

  /** An object that begins or ceases to match appears or disappears for this client. */
  private deliver(event: StoreEvent): void {
    const { key, object, previous } = event;
    const { resourceVersion = 0 } = this.options;
    if (event.version <= resourceVersion) return;
    if (this.namespace && key.namespace !== this.namespace) return;
    const before = previous !== undefined && this.matches(previous);
    const after = event.type !== 'DELETED' && this.matches(object);
    if (after) this.send(before ? 'MODIFIED' : 'ADDED', object);
    else if (before) this.send('DELETED', lastSeen(event, previous));
  }

  private matches(stored: KubeObject): boolean {
    return (
      !this.options.selective ||
      this.options.matches(present(this.type, stored))
    );
  }

  private send(eventType: EventType, stored: KubeObject): void {
    if (this.view.representation.as === 'object') {
      this.write(eventType, jsonOf(this.type, stored));
      return;
    }
    const shown = showObject(
      { ...this.view, table: { ...this.view.table, now: Date.now() } },
      this.type,
      present(this.type, stored),
    );
    this.view.table.withColumns = false;
    this.write(eventType, JSON.stringify(shown));
  }

  private sendBookmark(annotations?: Record<string, string>): void {
    const version = String(this.context.store.currentVersion);
    const bookmark: KubeObject = {
      kind: this.type.kind,
      apiVersion: apiVersionOf(this.type),
      metadata: {
        resourceVersion: version,
        ...(annotations ? { annotations } : {}),
      },
    };
    // A bookmark is its metadata, so that is shown even where rows carry no object.
    const table = { ...this.view.table, includeObject: 'Metadata' as const };
    const shown = showObject({ ...this.view, table }, this.type, bookmark);
    this.write('BOOKMARK', JSON.stringify(shown));
  }

  private write(eventType: EventType, object: string): void {
    const { response } = this.request;
    if (response.destroyed || response.writableEnded) return;
    response.write(`{"type":"${eventType}","object":${object}}\n`);
    if (response.writableLength > unreadLimit) response.destroy();
  }

  private timeoutMs(): number {
    const seconds = this.options.timeoutSeconds ?? randomInt(1800, 3600);
    return Math.min(seconds * 1000, 2 ** 31 - 1);
  }

  private end(): void {
    this.release();
    const { response } = this.request;
    if (!response.writableEnded) response.end();
  }

  private release(): void {
    const stops = this.stops;
    this.stops = [];
    stops.forEach(stop => stop());
  }
}

/** Sends the changes of a type as they happen, until the client goes or the time is up. */
export function watchObjects(
  context: WatchContext,
  request: ApiRequest,
  type: ServedType,
  namespace: string,
  options: ListOptions,
  view: View,
): void {
  new Watch(context, request, type, namespace, options, view).start();
}

/** What a client is told that goes out of its sight: the state it last matched in, with the version of the change. */
function lastSeen(
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
