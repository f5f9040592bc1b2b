import type {
  Log,
  LogLine,
} from '@promenade/backstage-plugin-openchoreo-common';

/** The most lines of a log, unless the request has a number. */
export const defaultTail = 500;

/** The most characters of a log in one response. */
const maxLogLength = 1024 * 1024;

/**
 * Reads a log to its end.
 *
 * @param open - opens the log with so many lines, until the signal is aborted
 */
export async function collectLog(
  open: (tail: number, signal: AbortSignal) => Promise<AsyncIterable<LogLine>>,
  tail: number | undefined = defaultTail,
  signal: AbortSignal,
): Promise<Log> {
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const lines: LogLine[] = [];
  let length = 0;
  let isComplete = true;
  try {
    for await (const line of await open(tail, until)) {
      lines.push(line);
      length += line.text.length;
      // The newest lines are those that count.
      while (length > maxLogLength) {
        length -= lines.shift()?.text.length ?? 0;
        isComplete = false;
      }
    }
  } finally {
    stop.abort();
  }
  return { lines, isComplete: isComplete && lines.length < tail };
}
