import { Logger } from '../logging/Logger';
import { messageOf } from '../logging/errors';
import { EventStream } from './EventStream';

/**
 * An event of an informer. Each is counted in `reflector_events_total`.
 *
 * @public
 */
export type InformerEvent = {
  /** Namespace of the event, if the informer is limited to namespaces. */
  namespace?: string;
} & (
  | {
      /** All objects were listed, by list requests or by a stream of initial events. */
      type: 'relist';
      resourceVersion: string;
      objects: number;
      /** Number of deletions that were not observed; handlers got `stale: true`. */
      staleDeletes: number;
      streamed: boolean;
      tookMs: number;
    }
  /** A list failed. The cache is unchanged. */
  | { type: 'listFailed'; error: Error; retryInMs: number }
  /** A watch was opened. */
  | { type: 'watching'; resourceVersion: string }
  /** The server closed a watch regularly. The next one resumes from the last resource version. */
  | { type: 'closed'; events: number; lastedMs: number }
  /** The connection or the server failed. The next watch resumes from the last resource version. */
  | {
      type: 'reconnect';
      error: Error;
      resourceVersion: string;
      retryInMs: number;
    }
  /** The server returned 429. */
  | { type: 'throttled'; error: Error; retryInMs: number }
  /** The watch had no activity for too long and was closed. */
  | { type: 'stalled'; silentMs: number }
  /** The resource version is too old. The objects are listed again. */
  | { type: 'gone'; resourceVersion: string; error: Error }
  /** The watch sent invalid data and was closed. */
  | { type: 'decodeError'; error: Error }
  /** A streaming list failed or is not supported by the server. A list request follows. */
  | { type: 'watchListRefused'; error: Error }
  /** A bookmark was received. */
  | { type: 'bookmark'; resourceVersion: string }
  /** The handlers were called for every object. */
  | { type: 'resync'; objects: number }
  /** A handler threw or rejected. The other handlers were called. */
  | { type: 'handlerError'; error: Error; key: string; handler: string }
  /** The transform threw. The object was stored unchanged. */
  | { type: 'transformError'; error: Error; key: string }
  /** An index function threw. The object is not in the index. */
  | { type: 'indexError'; error: Error; key: string; index: string }
  | { type: 'stopped' }
);

/** Logs informer events: errors and warnings for operators, all others as debug. */
export function logInformerEvents(
  events: EventStream<InformerEvent>,
  logger: Logger,
  name: string,
): void {
  events.onAny(event => {
    const { type, ...meta } = event;
    const about = {
      ...meta,
      ...('error' in event ? { error: messageOf(event.error) } : {}),
    };
    logger[levelOf(type)](`informer of ${name}: ${type}`, about);
  });
}

function levelOf(type: InformerEvent['type']): 'debug' | 'warn' | 'error' {
  switch (type) {
    case 'handlerError':
    case 'transformError':
    case 'indexError':
      return 'error';
    case 'listFailed':
    case 'reconnect':
    case 'throttled':
    case 'stalled':
    case 'decodeError':
      return 'warn';
    default:
      return 'debug';
  }
}
