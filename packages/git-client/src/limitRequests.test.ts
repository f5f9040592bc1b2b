import type { HttpClient } from 'isomorphic-git';
import { limitRequests } from './limitRequests';

const request = { url: 'https://git.test/a' };

/** A host that sends parts of an answer, and then nothing. */
function hostSending(parts: readonly string[]) {
  const remaining = parts.map(part => Buffer.from(part));
  let isClosed = false;
  const body: AsyncIterableIterator<Uint8Array> = {
    next() {
      const value = remaining.shift();
      return value
        ? Promise.resolve({ value, done: false })
        : new Promise(() => {});
    },
    async return() {
      isClosed = true;
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => body,
  };
  const http: HttpClient = {
    request: async ({ url }) => ({
      url,
      statusCode: 200,
      statusMessage: 'OK',
      body,
    }),
  };
  return { http, isClosed: () => isClosed };
}

async function read(http: HttpClient): Promise<string> {
  const { body } = await http.request(request);
  let text = '';
  if (!body) return text;
  for await (const part of body) text += Buffer.from(part).toString();
  return text;
}

describe('limitRequests', () => {
  it('ends an answer that is too large, and closes the connection', async () => {
    const { http, isClosed } = hostSending(['12345', '67890']);
    await expect(read(limitRequests(http, undefined, 9))).rejects.toThrow(
      'more than 9 bytes',
    );
    expect(isClosed()).toBe(true);
  });

  it('ends an answer in which nothing is sent for a minute', async () => {
    jest.useFakeTimers();
    try {
      const { http, isClosed } = hostSending(['1']);
      const failure = read(limitRequests(http, undefined)).catch(String);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(await failure).toContain('sends nothing');
      expect(isClosed()).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it('ends an answer when it is cancelled', async () => {
    const { http, isClosed } = hostSending(['1']);
    const cancel = new AbortController();
    const answer = read(limitRequests(http, cancel.signal));
    cancel.abort(new Error('cancelled'));
    await expect(answer).rejects.toThrow('cancelled');
    expect(isClosed()).toBe(true);
  });
});
