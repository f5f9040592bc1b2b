import { readServerSentEvents, type ServerSentEvent } from './eventStream';

async function read(...chunks: string[]): Promise<ServerSentEvent[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(body)) events.push(event);
  return events;
}

describe('readServerSentEvents', () => {
  it('reads events, however the stream is cut', async () => {
    const text =
      'event: board\ndata: {"a":1}\n\nevent: heartbeat\ndata: {}\n\n';
    const events = [
      { event: 'board', data: '{"a":1}' },
      { event: 'heartbeat', data: '{}' },
    ];
    expect(await read(text)).toEqual(events);
    expect(await read(...text)).toEqual(events);
  });

  it('takes every line end of the standard, also when one is cut in two', async () => {
    expect(await read('data: 1\r', '\n\r', '\ndata: 2\n\n')).toEqual([
      { event: 'message', data: '1' },
      { event: 'message', data: '2' },
    ]);
  });

  it('joins the lines of an event and passes over comments', async () => {
    expect(await read(': hello\ndata: a\ndata:b\nid: 7\n\n')).toEqual([
      { event: 'message', data: 'a\nb' },
    ]);
  });

  it('does not take a character for two that is cut in two', async () => {
    const bytes = new TextEncoder().encode('data: ✓\n\n');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 7));
        controller.enqueue(bytes.slice(7));
        controller.close();
      },
    });
    const { value } = await readServerSentEvents(body).next();
    expect(value).toEqual({ event: 'message', data: '✓' });
  });

  it('drops an event that the stream breaks off in', async () => {
    expect(await read('data: whole\n\ndata: half')).toEqual([
      { event: 'message', data: 'whole' },
    ]);
  });
});
