import { setTimeout as wait } from 'node:timers/promises';
import { waitUntil } from '../__testUtils__/waitUntil';
import { useFakeApiServer } from '../__testUtils__/useFakeApiServer';
import { widget, widgets, widgetType } from '../__testUtils__/widgets';

const key = { namespace: 'default', name: 'a' };
const all = () => true;

describe('KubeClient.watch', () => {
  const suite = useFakeApiServer();

  it('yields events and ends when its signal is aborted', async () => {
    const client = suite.connect();
    const enough = new AbortController();
    const opened = suite.api.nextWatch();
    const events = await client.watch(widgetType, {
      signal: enough.signal,
      namespace: 'default',
      resourceVersion: '100',
      allowWatchBookmarks: true,
      timeoutSeconds: 300,
    });
    const watch = await opened;
    expect(watch.query.toString()).toBe(
      'watch=true&resourceVersion=100&allowWatchBookmarks=true&timeoutSeconds=300',
    );
    suite.api.put(widgets, widget('ä'));
    suite.api.bookmark();
    const received = [await events.next(), await events.next()];
    expect(received.map(({ value }) => value.type)).toEqual([
      'ADDED',
      'BOOKMARK',
    ]);
    enough.abort(new Error('enough'));
    await expect(events.next()).rejects.toThrow('enough');
    await waitUntil(() => suite.api.watches.size === 0);
  });

  it('decodes events that are split inside a character', async () => {
    const client = suite.connect();
    const enough = new AbortController();
    const line = Buffer.from(
      `${JSON.stringify({ type: 'ADDED', object: widget('ä€😀') })}\n\n`,
    );
    suite.api.failNext(1, all, async (_request, res) => {
      for (const byte of line) {
        res.write(Buffer.of(byte));
        await wait(0);
      }
      res.end();
    });
    const events = await client.watch(widgetType, { signal: enough.signal });
    expect(await events.next()).toMatchObject({
      value: { object: { metadata: { name: 'ä€😀' } } },
    });
    expect(await events.next()).toMatchObject({ done: true });
  });

  it('does not use the connections of requests', async () => {
    const client = suite.connect({ concurrency: 1 });
    const enough = new AbortController();
    suite.api.put(widgets, widget('a'));
    for (let i = 0; i < 3; i += 1) {
      await client.watch(widgetType, { signal: enough.signal });
    }
    await expect(client.get(widgetType, key)).resolves.toBeDefined();
    enough.abort();
  });
});
