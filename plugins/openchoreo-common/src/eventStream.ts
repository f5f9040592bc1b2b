import { createParser, type EventSourceMessage } from 'eventsource-parser';

/**
 * Reads server-sent events from the body of a response. Ends with the body, and cancels it when the caller stops reading.
 * `fetch` is used instead of `EventSource` because `EventSource` cannot send the Authorization header.
 *
 * @param body - a stream of UTF-8 bytes; a chunk may end anywhere
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<EventSourceMessage> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: event => events.push(event) });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* events.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
