import { FakeClock, immediateClock } from '../__testUtils__/FakeClock';
import { RecordingMetrics } from '../__testUtils__/RecordingMetrics';
import { sendStatus } from '../__testUtils__/apiHttp';
import { rejectionOf, waitUntil } from '../__testUtils__/waitUntil';
import { useFakeApiServer } from '../__testUtils__/useFakeApiServer';
import { widget, widgets, widgetType } from '../__testUtils__/widgets';
import { ConnectionError, isTooManyRequests } from './ApiError';

const key = { namespace: 'default', name: 'a' };
const all = () => true;

describe('Transport', () => {
  const suite = useFakeApiServer();

  describe('retries', () => {
    it('waits for Retry-After after a 429, also for writes', async () => {
      const clock = new FakeClock();
      const client = suite.connect({ clock });
      suite.api.failNext(2, all, (_request, res) =>
        sendStatus(res, 429, 'TooManyRequests', 'slow down', {
          'retry-after': '3',
        }),
      );
      const created = client.create(widgetType, widget('a'));
      await suite.requests(1);
      await waitUntil(() => clock.waits.includes(3000));
      await clock.advance(2999);
      expect(suite.api.requests).toHaveLength(1);
      await clock.advance(1);
      await suite.requests(2);
      await waitUntil(() => clock.waits.includes(3000));
      await clock.advance(3000);
      expect(await created).toMatchObject(widget('a'));
      expect(suite.api.requests).toHaveLength(3);
    });

    it('retries after a 503 only idempotent requests with Retry-After', async () => {
      const client = suite.connect({ clock: immediateClock() });
      const unavailable = (headers: Record<string, string>) =>
        suite.api.failNext(1, all, (_request, res) =>
          sendStatus(res, 503, 'ServiceUnavailable', 'later', headers),
        );
      unavailable({ 'retry-after': '1' });
      const object = suite.api.put(widgets, widget('a'));
      await client.replace(widgetType, object);
      expect(suite.api.requests).toHaveLength(2);
      unavailable({ 'retry-after': '1' });
      await expect(client.create(widgetType, widget('b'))).rejects.toThrow(
        'later',
      );
      unavailable({});
      await expect(client.get(widgetType, key)).rejects.toThrow('later');
    });

    it('throws the last error after the maximum number of attempts', async () => {
      const client = suite.connect({ clock: immediateClock(), maxAttempts: 3 });
      suite.api.failNext(99, all, (_request, res) =>
        sendStatus(res, 429, 'TooManyRequests', 'slow down'),
      );
      const error = await rejectionOf(client.get(widgetType, key));
      expect(isTooManyRequests(error)).toBe(true);
      expect(suite.api.requests).toHaveLength(3);
    });

    it('does not wait for a Retry-After above the maximum', async () => {
      const client = suite.connect({ maxRetryWaitMs: 1000 });
      suite.api.failNext(1, all, (_request, res) =>
        sendStatus(res, 429, 'TooManyRequests', 'slow down', {
          'retry-after': '3600',
        }),
      );
      await expect(client.get(widgetType, key)).rejects.toMatchObject({
        retryAfterMs: 3_600_000,
      });
    });

    it('retries reads but not writes after a lost connection', async () => {
      const client = suite.connect({ clock: immediateClock() });
      suite.api.put(widgets, widget('a'));
      const reset = () =>
        suite.api.failNext(1, all, (_request, res) =>
          res.socket?.resetAndDestroy(),
        );
      reset();
      await expect(client.get(widgetType, key)).resolves.toBeDefined();
      reset();
      const error = await rejectionOf(client.create(widgetType, widget('b')));
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({
        message: expect.stringContaining(
          'POST /apis/shop.example.com/v1/namespaces/default/widgets on 127.0.0.1',
        ),
      });
    });
  });

  describe('limits', () => {
    it('time out a request without a response', async () => {
      const clock = new FakeClock();
      const client = suite.connect({ clock, timeoutMs: 5000 });
      suite.api.failNext(1, all, () => {});
      const error = rejectionOf(client.get(widgetType, key));
      await suite.requests(1);
      await clock.advance(5000);
      expect(await error).toMatchObject({
        code: 'TIMEOUT',
        message: expect.stringContaining('no response within 5000 ms'),
      });
    });

    it('abort a request in every stage of waiting', async () => {
      const client = suite.connect({ concurrency: 1 });
      suite.api.failNext(1, all, () => {});
      const enough = new AbortController();
      const call = () =>
        rejectionOf(client.get(widgetType, key, { signal: enough.signal }));
      const both = Promise.all([call(), call()]);
      await suite.requests(1);
      enough.abort(new Error('enough'));
      expect(await both).toEqual([new Error('enough'), new Error('enough')]);
      suite.api.put(widgets, widget('a'));
      await expect(client.get(widgetType, key)).resolves.toBeDefined();
    });

    it('allow a burst and then qps requests per second', async () => {
      const clock = new FakeClock();
      const client = suite.connect({ clock, qps: 10, burst: 5 });
      suite.api.put(widgets, widget('a'));
      const calls = Promise.all(
        Array.from({ length: 8 }, () => client.get(widgetType, key)),
      );
      await suite.requests(5);
      expect(clock.waits.filter(ms => ms <= 300)).toEqual([100, 200, 300]);
      await clock.advance(100);
      await suite.requests(6);
      await clock.advance(200);
      await calls;
      expect(suite.api.requests).toHaveLength(8);
    });

    it('reuse connections: a thousand reads use a few', async () => {
      const client = suite.connect();
      suite.api.put(widgets, widget('a'));
      await Promise.all(
        Array.from({ length: 1000 }, () => client.get(widgetType, key)),
      );
      expect(suite.api.requests).toHaveLength(1000);
      expect(suite.api.connections).toBeLessThanOrEqual(16);
      for (let i = 0; i < 50; i += 1) {
        await client.get(widgetType, key);
      }
      expect(suite.api.connections).toBeLessThanOrEqual(16);
    });
  });

  it('counts requests by result', async () => {
    const metrics = new RecordingMetrics();
    const client = suite.connect({ metrics });
    const host = new URL(suite.api.url).host;
    await client.find(widgetType, key);
    await client.create(widgetType, widget('a'));
    await client.get(widgetType, key);
    expect([...metrics.values]).toEqual([
      [`rest_client_requests_total{code=404,method=GET,host=${host}}`, 1],
      [`rest_client_requests_total{code=201,method=POST,host=${host}}`, 1],
      [`rest_client_requests_total{code=200,method=GET,host=${host}}`, 1],
    ]);
  });
});
