import { randomInt } from 'node:crypto';
import { convertObject } from '../lifecycle/object-stages';
import { VersionExpiredError, type ObjectStore } from '../store/object-store';
import type { StoreEvent } from '../store/store-event';
import {
  apiVersionOf,
  resourceNameOf,
  type KubeObject,
  type ResourceType,
} from '../api/types';
import type { ListOptions } from './list-options';
import {
  serializeObject,
  formatObject,
  type ResponseFormat,
} from './response-format';
import type { ApiRequest } from './request';
import { commonHeaders } from './respond';
import { expired } from '../api/status-error';

const bookmarkIntervalMs = 60_000;
/** The maximum number of unsent bytes; a slower client is disconnected. */
const maxUnsentBytes = 16 * 1024 * 1024;
const initialEventsEnd = 'k8s.io/initial-events-end';

/** The dependencies of a watch. */
export interface WatchContext {
  store: ObjectStore;
  /** Aborted when the server stops or the resource is unregistered. */
  signal: AbortSignal;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

class Watch {
  private readonly resource: string;
  private unsubscribers: (() => void)[] = [];

  constructor(
    private readonly context: WatchContext,
    private readonly request: ApiRequest,
    private readonly type: ResourceType,
    private readonly namespace: string,
    private readonly options: ListOptions,
    private readonly format: ResponseFormat,
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
    // Clients wait for the headers before they wait for events.
    response.flushHeaders();
    if (!this.sendInitial()) return;
    const end = () => this.end();
    const timeout = setTimeout(end, this.timeoutMs());
    this.unsubscribers.push(
      store.subscribe(this.resource, event => this.deliver(event)),
      () => clearTimeout(timeout),
      () => signal.removeEventListener('abort', end),
    );
    if (this.options.allowBookmarks) {
      const timer = setInterval(() => this.sendBookmark(), bookmarkIntervalMs);
      this.unsubscribers.push(() => clearInterval(timer));
    }
    signal.addEventListener('abort', end);
    response.on('close', () => this.unsubscribe());
    if (signal.aborted) end();
  }

  /** Sends the current objects or the events since the requested version; returns false if those are compacted. */
  private sendInitial(): boolean {
    const { store } = this.context;
    const {
      resourceVersion,
      sendInitialEvents,
      allowBookmarks: bookmarks,
    } = this.options;
    if (!resourceVersion || sendInitialEvents) {
      this.sendCurrentObjects();
      const hasInitialEventsEnd = sendInitialEvents || resourceVersion === 0;
      if (hasInitialEventsEnd && bookmarks) {
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

  private sendCurrentObjects(): void {
    const scope = this.namespace ? { namespace: this.namespace } : {};
    for (const stored of this.context.store.scan(this.resource, scope)) {
      if (this.matches(stored)) this.send('ADDED', stored);
    }
  }

  /** Sends ADDED when an object starts to match the selectors, DELETED when it stops. */
  private deliver(event: StoreEvent): void {
    const { key, object, previous } = event;
    const { resourceVersion = 0 } = this.options;
    if (event.version <= resourceVersion) return;
    if (this.namespace && key.namespace !== this.namespace) return;
    const before = previous !== undefined && this.matches(previous);
    const after = event.type !== 'DELETED' && this.matches(object);
    if (after) this.send(before ? 'MODIFIED' : 'ADDED', object);
    else if (before) this.send('DELETED', deletedState(event, previous));
  }

  private matches(stored: KubeObject): boolean {
    return (
      !this.options.hasSelector ||
      this.options.matches(convertObject(this.type, stored))
    );
  }

  private send(eventType: EventType, stored: KubeObject): void {
    if (this.format.representation.as === 'object') {
      this.write(eventType, serializeObject(this.type, stored));
      return;
    }
    const formatted = formatObject(
      { ...this.format, table: { ...this.format.table, now: Date.now() } },
      this.type,
      convertObject(this.type, stored),
    );
    this.format.table.withColumns = false;
    this.write(eventType, JSON.stringify(formatted));
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
    // A bookmark consists of metadata, so its row includes it even with `includeObject=None`.
    const table = { ...this.format.table, includeObject: 'Metadata' as const };
    const formatted = formatObject(
      { ...this.format, table },
      this.type,
      bookmark,
    );
    this.write('BOOKMARK', JSON.stringify(formatted));
  }

  private write(eventType: EventType, object: string): void {
    const { response } = this.request;
    if (response.destroyed || response.writableEnded) return;
    response.write(`{"type":"${eventType}","object":${object}}\n`);
    if (response.writableLength > maxUnsentBytes) response.destroy();
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
    const unsubscribers = this.unsubscribers;
    this.unsubscribers = [];
    unsubscribers.forEach(unsubscribe => unsubscribe());
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
