import { KubeObject, isKubeObject, isRecord } from '../objects/KubeObject';
import { ResourceType } from '../objects/ResourceType';
import { codeOf, messageOf } from '../logging/errors';
import { ApiError, ConnectionError } from './ApiError';
import { acceptMetadata, metadataOf } from './decodeObject';
import { collectionPath, withQuery } from './paths';
import { WatchOptions } from './requestOptions';
import { Transport } from './Transport';
import { parseStatus } from './Status';

/** Opens a watch: resolves when the server has accepted it, and then yields what happens. */
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
    for await (const line of readLines(body, onActivity)) {
      yield decodeWatchLine<T>(line, request);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ApiError || error instanceof WatchDecodeError) {
      throw error;
    }
    throw new ConnectionError(
      request,
      codeOf(error),
      `${request}: the watch was cut off: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/**
 * A line of a watch that is no event: cut off, or from something that is no API server.
 *
 * @public
 */
export class WatchDecodeError extends Error {
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
    new WatchDecodeError(line.slice(0, 200), { cause });
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

/**
 * A change, as a watch tells it. Errors inside the stream are thrown, not told.
 *
 * @public
 */
export interface WatchEvent<T extends KubeObject> {
  /** BOOKMARK carries nothing but a resource version (and, once, the end of the initial events). */
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: T;
}

/** A line longer than this is no event: the API refuses objects of a tenth of it. */
const longestLine = 32 * 1024 * 1024;

/**
 * The lines of a stream of bytes, empty ones left out. A last line without an end is given too.
 *
 * @throws RangeError when a line does not end
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: () => void = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    onChunk();
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > longestLine) {
      throw new RangeError(`a line of more than ${longestLine} characters`);
    }
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      if (line.trim()) {
        yield line;
      }
    }
  }
  if (rest.trim()) {
    yield rest;
  }
}
