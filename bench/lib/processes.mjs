// Reads the output of processes.
import { createInterface } from 'node:readline';

/**
 * Reads lines of JSON until `pick` returns a value for one. The rest of the stream is discarded.
 *
 * @template T
 * @param {import('node:stream').Readable} stream
 * @param {(line: any) => T | undefined} pick
 * @returns {Promise<T>}
 */
export async function readJsonLine(stream, pick) {
  const lines = [];
  for await (const line of createInterface({ input: stream })) {
    lines.push(line);
    const picked = pick(parseJson(line));
    if (picked) {
      stream.resume();
      return picked;
    }
  }
  throw new Error(
    `The process exited before it was ready:\n${lines.join('\n')}`,
  );
}

/** Parses a line of JSON. Returns an empty object for any other line. */
export function parseJson(line) {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
