import { KubeObject, isKubeObject, isRecord } from '../objects/KubeObject';
import { ResourceType } from '../objects/ResourceType';
import { codeOf, messageOf } from '../logging/errors';
import { ApiError, ConnectionError } from './ApiError';
import { acceptMetadata, metadataOf } from './decodeObject';
import { collectionPath, withQuery } from './paths';
import { WatchOptions } from './requestOptions';
import { Transport } from './Transport';
import { readLines } from './readLines';
import { parseStatus } from './Status';

/**
 * A line of a watch that is not a valid event: truncated, or not from an API server.
 *
 * @public
 */
export class WatchDecodeError extends Error {
  override readonly name = 'GarbageError';

  constructor(
    /** Beginning of the line. */
    readonly excerpt: string,
    options?: { cause?: unknown },
  ) {
    super(`the watch sent an invalid event: ${excerpt}`, options);
  }
}

/** Opens a watch. Resolves when the server has accepted it, with a generator of its events. */
export async function openWatch<T extends KubeObject>(
  transport: Transport,
  type: ResourceType,
  { signal, onActivity, namespace, metadataOnly, ...options }: WatchOptions,
): Promise<AsyncGenerator<WatchEvent<T>>> {
  const path = withQuery(collectionPath(type, namespace), {
    watch: true,
    ...options,
    resourceVersionMatch: options.sendInitialEvents
      ? 'NotOlderThan'
      : undefined,
  });
  const body = await transport.stream({
    method: 'GET',
    path,
    signal,
    accept: metadataOnly ? acceptMetadata : undefined,
  });
  const stream = decodeEvents<T>(body, `GET ${path}`, signal, onActivity);
  return metadataOnly ? metadataEvents(stream, type) : stream;
}

async function* metadataEvents<T extends KubeObject>(
  stream: AsyncGenerator<WatchEvent<T>>,
  type: ResourceType,
): AsyncGenerator<WatchEvent<T>> {
  for await (const { type: what, object } of stream) {
    yield what === 'BOOKMARK'
      ? { type: what, object }
      : { type: what, object: metadataOf<T>(object, type) };
  }
}

async function* decodeEvents<T extends KubeObject>(
  body: AsyncIterable<Uint8Array>,
  request: string,
  signal: AbortSignal,
  onActivity?: () => void,
): AsyncGenerator<WatchEvent<T>> {
  try {
    for await (const line of readLines(body, { onChunk: onActivity })) {
      if (line.trim()) yield decodeWatchLine<T>(line, request);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ApiError || error instanceof WatchDecodeError) {
      throw error;
    }
    throw new ConnectionError(
      request,
      codeOf(error),
      `${request}: the watch was interrupted: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/**
 * Decodes one line of a watch.
 *
 * @throws ApiError for an ERROR event (410 when the resource version is too old), WatchDecodeError if the line is not a valid event
 */
function decodeWatchLine<T extends KubeObject>(
  line: string,
  request: string,
): WatchEvent<T> {
  const decodeError = (cause?: unknown) =>
    new WatchDecodeError(line.slice(0, 200), { cause });
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch (error) {
    throw decodeError(error);
  }
  if (!isRecord(event)) {
    throw decodeError();
  }
  if (event.type === 'ERROR') {
    const status = parseStatus(event.object, 500);
    throw status ? new ApiError(status, request) : decodeError();
  }
  if (!isWatchEvent<T>(event)) {
    throw decodeError();
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
    case 'BOOKMARK': // its object has no name
      return isRecord(event.object) && isRecord(event.object.metadata);
    default:
      return false;
  }
}

/**
 * An event of a watch. ERROR events are thrown as errors.
 *
 * @public
 */
export interface WatchEvent<T extends KubeObject> {
  /** The object of a BOOKMARK has only a resource version, and an annotation at the end of the initial events. */
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: T;
}
