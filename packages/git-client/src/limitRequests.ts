import type { HttpClient } from 'isomorphic-git';

/** How long a host may send nothing, in milliseconds. */
const silenceLimitMs = 60_000;

/** How much a host may send in one answer, in bytes: answers are read into memory. */
const maxAnswerBytes = 128 * 1024 * 1024;

/** An answer that is too slow or too large. */
export class AnswerLimitError extends Error {
  override readonly name = 'AnswerLimitError';
}

/** Ends requests that are cancelled, whose host sends nothing for a minute, or whose answer is too large. */
export function limitRequests(
  http: HttpClient,
  cancelled: AbortSignal | undefined,
  maxBytes = maxAnswerBytes,
): HttpClient {
  const wait = <T>(part: Promise<T>) => waitFor(part, cancelled);
  return {
    async request(request) {
      const answer = await wait(http.request(request));
      const { body, statusCode } = answer;
      if (statusCode === 401 && body) {
        // Nobody reads it before the request is repeated with credentials. What is not read keeps the connection.
        const unread = limitBody(body, maxBytes, wait);
        while (!(await unread.next()).done);
        return { ...answer, body: undefined };
      }
      return body
        ? { ...answer, body: limitBody(body, maxBytes, wait) }
        : answer;
    },
  };
}

async function* limitBody(
  body: AsyncIterableIterator<Uint8Array>,
  maxBytes: number,
  wait: <T>(part: Promise<T>) => Promise<T>,
): AsyncIterableIterator<Uint8Array> {
  const parts = body[Symbol.asyncIterator]();
  let bytes = 0;
  try {
    for (;;) {
      const { value, done } = await wait(parts.next());
      if (value) {
        bytes += value.byteLength;
        if (bytes > maxBytes) {
          throw new AnswerLimitError(
            `the answer of the host has more than ${maxBytes} bytes; use a smaller repository`,
          );
        }
        yield value;
      }
      if (done) return;
    }
  } finally {
    // Closes the connection.
    await parts.return?.();
  }
}

async function waitFor<T>(
  part: Promise<T>,
  cancelled: AbortSignal | undefined,
): Promise<T> {
  let stop = () => {};
  const limit = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new AnswerLimitError('the host sends nothing')),
      silenceLimitMs,
    );
    const end = () => reject(cancelled?.reason);
    cancelled?.addEventListener('abort', end, { once: true });
    stop = () => {
      clearTimeout(timer);
      cancelled?.removeEventListener('abort', end);
    };
  });
  try {
    cancelled?.throwIfAborted();
    return await Promise.race([part, limit]);
  } finally {
    stop();
  }
}
