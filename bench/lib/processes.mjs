// What processes say when they are ready.
import { createInterface } from 'node:readline';

/**
 * Reads lines until one is JSON of which `pick` makes something, and then lets the rest pass.
 *
 * @template T
 * @param {import('node:stream').Readable} stream
 * @param {(line: any) => T | undefined} pick
 * @returns {Promise<T>}
 */
export async function firstJsonLine(stream, pick) {
  const said = [];
  for await (const line of createInterface({ input: stream })) {
    said.push(line);
    const picked = pick(parsed(line));
    if (picked) {
      stream.resume();
      return picked;
    }
  }
  throw new Error(`The process ended before it was ready:\n${said.join('\n')}`);
}

/** A line of JSON; an empty object if it is none. */
export function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
