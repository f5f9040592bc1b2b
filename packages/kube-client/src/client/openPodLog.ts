import { codeOf, messageOf } from '../logging/errors';
import type { ObjectKey } from '../objects/ObjectKey';
import { podType } from '../objects/ResourceType';
import { ConnectionError } from './ApiError';
import { objectPath, withQuery } from './paths';
import { readLines } from './readLines';
import type { PodLogOptions } from './requestOptions';
import type { Transport } from './Transport';

/** Number of characters of a line that are kept: a container may write without line feeds. */
const maxLineLength = 64 * 1024;

/** Opens the log of a container. Resolves when the server has accepted the request, with a generator of the lines. */
export async function openPodLog(
  transport: Transport,
  pod: ObjectKey,
  { signal, ...options }: PodLogOptions,
): Promise<AsyncGenerator<string>> {
  const path = withQuery(objectPath(podType, pod, 'log'), options);
  const body = await transport.stream({
    method: 'GET',
    path,
    signal,
    // The log is text, an error is JSON.
    accept: 'application/json, */*',
  });
  return logLines(body, `GET ${path}`, signal);
}

async function* logLines(
  body: AsyncIterable<Uint8Array>,
  request: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  try {
    yield* readLines(body, { cutAt: maxLineLength });
  } catch (error) {
    signal.throwIfAborted();
    throw new ConnectionError(
      request,
      codeOf(error),
      `${request}: the log was interrupted: ${messageOf(error)}`,
      { cause: error },
    );
  }
}
