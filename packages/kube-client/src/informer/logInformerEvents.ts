import { Logger } from '../logging/Logger';
import { messageOf } from '../logging/errors';
import { EventStream } from './EventStream';
import { InformerEvent } from './InformerEvent';

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
