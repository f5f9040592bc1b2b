/**
 * One server-sent event.
 *
 * @public
 */
export interface ServerSentEvent {
  event: string;
  data: string;
}

/**
 * Reads server-sent events from the body of a response, as the HTML standard defines them. `fetch` is used in place of
 * `EventSource` because the latter cannot send the Authorization header.
 *
 * @param body - a stream of UTF-8 bytes, cut anywhere
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let event = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A carriage return at the very end may be the first half of a line end: it waits for what follows.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length) {
            yield { event: event || 'message', data: data.join('\n') };
          }
          event = '';
          data = [];
          continue;
        }
        const { field, text } = fieldOf(line);
        if (field === 'event') event = text;
        if (field === 'data') data.push(text);
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A line is `field: value`, `field:value`, a field alone, or a comment (which has no field). */
function fieldOf(line: string): { field: string; text: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { field: line, text: '' };
  const text = line.slice(colon + 1);
  return {
    field: line.slice(0, colon),
    text: text.startsWith(' ') ? text.slice(1) : text,
  };
}
