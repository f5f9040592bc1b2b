import { isKubeObject, isRecord, KubeObject } from '../objects/KubeObject';
import { ApiError } from './ApiError';
import { parseStatus } from './Status';
import { WatchEvent } from './WatchEvent';

/**
 * A line of a watch that is no event: cut off, or from something that is no API server.
 *
 * @public
 */
export class GarbageError extends Error {
  override readonly name = 'GarbageError';

  constructor(
    /** The beginning of what came. */
    readonly excerpt: string,
    options?: { cause?: unknown },
  ) {
    super(`the watch sent something that is no event: ${excerpt}`, options);
  }
}

/**
 * Reads one line of a watch.
 *
 * @throws ApiError for an ERROR event (410 when the resource version is too old), GarbageError for anything else than an event
 */
export function decodeWatchLine<T extends KubeObject>(
  line: string,
  request: string,
): WatchEvent<T> {
  const garbage = (cause?: unknown) =>
    new GarbageError(line.slice(0, 200), { cause });
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch (error) {
    throw garbage(error);
  }
  if (!isRecord(event)) {
    throw garbage();
  }
  if (event.type === 'ERROR') {
    const status = parseStatus(event.object, 500);
    throw status ? new ApiError(status, request) : garbage();
  }
  if (!isWatchEvent<T>(event)) {
    throw garbage();
  }
  return event;
}

function isWatchEvent<T extends KubeObject>(
  event: unknown,
): event is WatchEvent<T> {
  if (!isRecord(event)) {
    return false;
  }
  switch (event.type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return isKubeObject(event.object);
    case 'BOOKMARK': // has no name
      return isRecord(event.object) && isRecord(event.object.metadata);
    default:
      return false;
  }
}
