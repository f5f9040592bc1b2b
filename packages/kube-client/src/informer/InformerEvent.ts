import { Logger } from '../logging/Logger';
import { messageOf } from '../logging/errors';
import { EventStream } from './EventStream';

/**
 * Everything that can happen to an informer, by name. Each is counted in `reflector_events_total`.
 *
 * @public
 */
export type InformerEvent = {
  /** The namespace it happened in, when the informer is limited to some. */
  namespace?: string;
} & (
  | {
      /** A whole state was read, by list or stream, and is what the cache now holds. */
      type: 'relist';
      resourceVersion: string;
      objects: number;
      /** How many vanished while nobody watched; their handlers got `stale: true`. */
      staleDeletes: number;
      streamed: boolean;
      tookMs: number;
    }
  /** A list failed; the cache keeps what it had. */
  | { type: 'listFailed'; error: Error; retryInMs: number }
  /** The server accepted a watch. */
  | { type: 'watching'; resourceVersion: string }
  /** The server ended a watch in good order; the next one starts where it ended. */
  | { type: 'closed'; events: number; lastedMs: number }
  /** The connection or the server failed; the next watch starts where it ended. */
  | {
      type: 'reconnect';
      error: Error;
      resourceVersion: string;
      retryInMs: number;
    }
  /** The server asked for patience. */
  | { type: 'throttled'; error: Error; retryInMs: number }
  /** Nothing came for longer than the server may be silent; the connection was given up. */
  | { type: 'stalled'; silentMs: number }
  /** The resource version is too old to go on from: everything is read again. */
  | { type: 'gone'; resourceVersion: string; error: Error }
  /** Something came that is no event; the connection was given up. */
  | { type: 'garbage'; error: Error }
  /** The server does not stream initial states; it is asked for lists from now on. */
  | { type: 'watchListRefused'; error: Error }
  /** The server told how far it is. */
  | { type: 'bookmark'; resourceVersion: string }
  /** Every object was handed to the handlers again. */
  | { type: 'resync'; objects: number }
  /** A handler threw or rejected. The others were called all the same. */
  | { type: 'handlerError'; error: Error; key: string; handler: string }
  /** The transform threw; the object was kept as it came. */
  | { type: 'transformError'; error: Error; key: string }
  /** An index function threw; the object is not in that index. */
  | { type: 'indexError'; error: Error; key: string; index: string }
  | { type: 'stopped' }
);

/** Says in the log what an operator should know, and in debug what only a developer asks. */
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
    case 'garbage':
      return 'warn';
    default:
      return 'debug';
  }
}
