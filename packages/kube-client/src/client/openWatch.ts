import { KubeObject } from '../objects/KubeObject';
import { ResourceType } from '../objects/ResourceType';
import { codeOf, messageOf } from '../logging/errors';
import { ApiError, ConnectionError } from './ApiError';
import { decodeWatchLine, GarbageError } from './decodeWatchLine';
import { lines } from './lines';
import { acceptMetadata, metadataOf } from './metadataOnly';
import { collectionPath, withQuery } from './paths';
import { WatchOptions } from './requestOptions';
import { Transport } from './Transport';
import { WatchEvent } from './WatchEvent';

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
  const stream = events<T>(body, `GET ${path}`, signal, onActivity);
  return metadataOnly ? withoutContent(stream, type) : stream;
}

async function* withoutContent<T extends KubeObject>(
  stream: AsyncGenerator<WatchEvent<T>>,
  type: ResourceType,
): AsyncGenerator<WatchEvent<T>> {
  for await (const { type: what, object } of stream) {
    yield what === 'BOOKMARK'
      ? { type: what, object }
      : { type: what, object: metadataOf<T>(object, type) };
  }
}

async function* events<T extends KubeObject>(
  body: AsyncIterable<Uint8Array>,
  request: string,
  signal: AbortSignal,
  onActivity?: () => void,
): AsyncGenerator<WatchEvent<T>> {
  try {
    for await (const line of lines(body, onActivity)) {
      yield decodeWatchLine<T>(line, request);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ApiError || error instanceof GarbageError) {
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
