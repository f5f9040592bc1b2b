import type { EventSourceMessage } from 'eventsource-parser';
import { readServerSentEvents } from './eventStream';

async function read(...chunks: string[]): Promise<EventSourceMessage[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  const events: EventSourceMessage[] = [];
  for await (const event of readServerSentEvents(body)) events.push(event);
  return events;
}

describe('readServerSentEvents', () => {
  it('reads events wherever a chunk ends', async () => {
    const text =
      'event: board\ndata: {"a":1}\n\nevent: heartbeat\ndata: {}\n\n';
    const events = [
      { event: 'board', data: '{"a":1}' },
      { event: 'heartbeat', data: '{}' },
    ];
    expect(await read(text)).toEqual(events);
    expect(await read(...text)).toEqual(events);
  });

  it('accepts every line end of the standard, also one split between chunks', async () => {
    expect(await read('data: 1\r', '\n\r', '\ndata: 2\n\n')).toEqual([
      { data: '1' },
      { data: '2' },
    ]);
  });

  it('joins the data lines of an event and ignores comments', async () => {
    expect(await read(': hello\ndata: a\ndata:b\nid: 7\n\n')).toEqual([
      { id: '7', data: 'a\nb' },
    ]);
  });

  it('decodes a character that is split between chunks', async () => {
    const bytes = new TextEncoder().encode('data: ✓\n\n');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 7));
        controller.enqueue(bytes.slice(7));
        controller.close();
      },
    });
    const { value } = await readServerSentEvents(body).next();
    expect(value).toEqual({ data: '✓' });
  });

  it('drops an event that the stream ends in the middle of', async () => {
    expect(await read('data: whole\n\ndata: half')).toEqual([
      { data: 'whole' },
    ]);
  });
});
