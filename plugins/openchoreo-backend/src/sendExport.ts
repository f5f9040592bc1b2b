import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * A file that is written part by part, so that it need not be in memory as a whole.
 *
 * @public
 */
export interface FileExport {
  contentType: string;
  fileName: string;
  chunks: AsyncIterable<string>;
}

/**
 * Writes an export. The response starts with the first page, so that a failure before it is a plain error. A later failure breaks
 * the connection: a client must not take a part for the whole.
 *
 * @throws the error of a page
 */
export async function sendExport(
  { contentType, fileName, chunks }: FileExport,
  response: Response,
): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  // `attachment` guesses a type, too.
  response.status(200).attachment(fileName).type(contentType);
  const rest = { [Symbol.asyncIterator]: () => iterator };
  try {
    await pipeline(async function* all() {
      if (!first.done) yield first.value;
      yield* rest;
    }, response);
  } catch (error) {
    if (!isClosedByClient(error)) throw error;
  }
}

function isClosedByClient(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
