import { createHmac } from 'node:crypto';
import { QualityGate } from '@promenade/openchoreo-model';
import { setImmediate as nextTick } from 'node:timers/promises';
import { TestGates, testPromotion } from './__testUtils__/test-gates';
import {
  TestResponse,
  TestServer,
  startTestServer,
} from './__testUtils__/test-server';

describe('a gate of type Webhook', () => {
  let server: TestServer;
  let gate: QualityGate;
  let gates: TestGates;

  beforeEach(async () => {
    server = await startTestServer();
    gate = {
      name: 'tests → all',
      type: 'Webhook',
      webhook: { url: `${server.url}/hook` },
    };
    gates = new TestGates(gate);
  });

  afterEach(async () => {
    gates.stop();
    await server.stop();
  });

  it('sends what is promoted', async () => {
    expect(await gates.evaluate()).toEqual([
      {
        name: 'tests → all',
        type: 'Webhook',
        state: 'Running',
        message: 'Waiting for the response.',
        startedAt: '2026-01-01T12:00:00Z',
      },
    ]);
    await gates.evaluateAfter(1);
    const [{ method, url, headers, body }] = server.requests;
    expect({ method, url }).toEqual({ method: 'POST', url: '/hook' });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key':
        'uid-1/tests%20%E2%86%92%20all/2026-01-01T12%3A00%3A00Z',
    });
    expect(headers).not.toHaveProperty('x-promenade-signature-256');
    expect(JSON.parse(body)).toEqual({
      gate: 'tests → all',
      phase: 'Checking',
      promotion: { name: 'greeter-1', namespace: 'acme', uid: 'uid-1' },
      organization: 'acme',
      project: 'shop',
      component: 'greeter',
      from: 'staging',
      to: 'production',
      release: {
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        label: expect.stringMatching(/^[0-9a-f]{7}.*2$/),
      },
      images: ['registry.test/greeter:2'],
      requestedBy: 'user:default/ana',
      reason: 'Friday',
    });
  });

  it('signs the body with the Secret in the namespace of the promotion', async () => {
    gates.secrets['acme/hook/key'] = 'very secret';
    gates.secrets['other/hook/key'] = 'wrong';
    server.respondWith({ status: 500, body: 'very bad' });
    const secretRef = { name: 'hook', key: 'key' };
    await gates.evaluate({
      gates: [{ ...gate, webhook: { url: server.url, secretRef } }],
    });
    const results = await gates.evaluateAfter(1);
    const [{ headers, body }] = server.requests;
    expect(headers['x-promenade-signature-256']).toBe(
      `sha256=${createHmac('sha256', 'very secret')
        .update(body)
        .digest('hex')}`,
    );
    expect(JSON.stringify([results, gates.logged])).not.toContain(
      'very secret',
    );
  });

  it.each([[undefined], ['']])(
    'is unknown without the Secret, and sends nothing (%j)',
    async value => {
      if (value !== undefined) gates.secrets['acme/hook/key'] = value;
      const secretRef = { name: 'hook', key: 'key' };
      await gates.evaluate({
        gates: [{ ...gate, webhook: { url: server.url, secretRef } }],
      });
      expect(await gates.evaluateAfter(1)).toMatchObject([
        {
          state: 'Unknown',
          message: 'Secret "hook" with the key "key" not found.',
        },
      ]);
      expect(server.requests).toEqual([]);
    },
  );

  it('is unknown if the Secret must not be read', async () => {
    const secretRef = { name: 'forbidden', key: 'key' };
    await gates.evaluate({
      gates: [{ ...gate, webhook: { url: server.url, secretRef } }],
    });
    expect(await gates.evaluateAfter(1)).toMatchObject([
      {
        state: 'Unknown',
        message: 'Secret "forbidden" cannot be read: secrets is forbidden',
      },
    ]);
    expect(server.requests).toEqual([]);
  });

  it.each<[string, TestResponse, object]>([
    [
      '200',
      { status: 200 },
      { state: 'Passed', message: 'The service responded with status 200.' },
    ],
    ['204', { status: 204 }, { state: 'Passed' }],
    ['202 without a state', { status: 202, body: '{}' }, { state: 'Passed' }],
    [
      'a message and a link',
      {
        status: 200,
        body: JSON.stringify({ message: '42 tests', url: 'https://ci.test/1' }),
      },
      { state: 'Passed', message: '42 tests', url: 'https://ci.test/1' },
    ],
    [
      '400 with a message',
      {
        status: 400,
        body: JSON.stringify({ message: '1 of 42 tests failed' }),
      },
      { state: 'Failed', message: '1 of 42 tests failed' },
    ],
    [
      '404',
      { status: 404, body: '<html>' },
      { state: 'Failed', message: 'The service responded with status 404.' },
    ],
    [
      'a body that is no JSON',
      { status: 200, body: 'OK' },
      { state: 'Passed' },
    ],
    [
      'a body of another shape',
      { status: 200, body: '{"message": 1, "url": "https://ci.test/1"}' },
      { state: 'Passed', message: 'The service responded with status 200.' },
    ],
    [
      'a body that is too long',
      { status: 200, body: JSON.stringify({ message: 'x'.repeat(70_000) }) },
      { state: 'Passed', message: 'The service responded with status 200.' },
    ],
    [
      'a long message',
      { status: 200, body: JSON.stringify({ message: 'x'.repeat(2_000) }) },
      { state: 'Passed', message: `${'x'.repeat(999)}…` },
    ],
  ])('ends with status %s', async (_, response, expected) => {
    server.respondWith(response);
    await gates.evaluate();
    const [result] = await gates.evaluateAfter(1);
    expect(result).toMatchObject({
      ...expected,
      startedAt: '2026-01-01T12:00:00Z',
      finishedAt: '2026-01-01T12:00:00Z',
    });
    expect(gates.clock.waits).toEqual([]);
  });

  it.each([
    'ftp://ci.test/1',
    'https://user:password@ci.test/',
    `https://ci.test/${'x'.repeat(3_000)}`,
    'ci.test',
  ])('drops the link %s', async url => {
    server.respondWith({ status: 200, body: JSON.stringify({ url }) });
    await gates.evaluate();
    const [result] = await gates.evaluateAfter(1);
    expect(result.state).toBe('Passed');
    expect(result).not.toHaveProperty('url');
  });

  it('repeats requests until the service has a result', async () => {
    server.respondWith(
      { status: 503 },
      'disconnect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      {
        status: 202,
        body: JSON.stringify({ state: 'Running', message: '3 of 9' }),
      },
      { status: 200 },
    );
    await gates.evaluate();
    expect(await gates.evaluateAfter(1)).toMatchObject([
      { state: 'Unknown', message: 'The service responded with status 503.' },
    ]);
    gates.clock.advance(1_000);
    expect(await gates.evaluateAfter(2)).toMatchObject([
      {
        state: 'Unknown',
        message: 'The service cannot be reached: socket hang up',
      },
    ]);
    gates.clock.advance(2_000);
    expect(await gates.evaluateAfter(3)).toMatchObject([
      {
        state: 'Unknown',
        message:
          'The service responded with a redirect (status 302), which is not followed.',
      },
    ]);
    gates.clock.advance(4_000);
    expect(await gates.evaluateAfter(4)).toMatchObject([
      { state: 'Running', message: '3 of 9' },
    ]);
    gates.clock.advance(8_000);
    expect(await gates.evaluateAfter(5)).toMatchObject([
      {
        state: 'Passed',
        startedAt: '2026-01-01T12:00:00Z',
        finishedAt: '2026-01-01T12:00:15Z',
      },
    ]);
    const keys = server.requests.map(each => each.headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(5);
  });

  it('waits at most a minute between requests', async () => {
    server.respondWith({ status: 500 });
    await gates.evaluate({ gates: [{ ...gate, timeout: '1h' }] });
    await gates.evaluateAfter(1);
    const waits = [];
    for (let count = 1; count <= 8; count += 1) {
      await server.received(count);
      while (gates.clock.waits.includes(10_000) || !gates.clock.waits.length) {
        await nextTick();
      }
      waits.push(...gates.clock.waits);
      gates.clock.advance(gates.clock.waits[0]);
    }
    expect(waits).toEqual(
      [1, 2, 4, 8, 16, 32, 60, 60].map(seconds => seconds * 1_000),
    );
  });

  it('ends as unknown after the timeout, and asks no more', async () => {
    server.respondWith({ status: 500 });
    await gates.evaluate({ gates: [{ ...gate, timeout: '2s' }] });
    await gates.evaluateAfter(1);
    gates.clock.advance(2_000);
    const timedOut = {
      state: 'Unknown',
      message: 'Timed out after 2s. The service responded with status 500.',
      finishedAt: '2026-01-01T12:00:02Z',
    };
    expect(await gates.evaluateAfter(2)).toMatchObject([timedOut]);
    expect(gates.clock.waits).toEqual([]);
    gates.clock.advance(3_600_000);
    gates.restart();
    expect(await gates.evaluate()).toMatchObject([timedOut]);
    expect(server.requests).toHaveLength(2);
  });

  it('gives up a request without response after ten seconds', async () => {
    server.respondWith('hang', { status: 200 });
    await gates.evaluate();
    await server.received(1);
    gates.clock.advance(10_000);
    expect(await gates.evaluateAfter(1)).toMatchObject([
      { state: 'Unknown', message: 'No response within 10 seconds.' },
    ]);
    gates.clock.advance(1_000);
    expect(await gates.evaluateAfter(2)).toMatchObject([{ state: 'Passed' }]);
  });

  it('asks again when the result is five minutes old', async () => {
    await gates.evaluate();
    await gates.evaluateAfter(1);
    gates.clock.advance(299_000);
    expect(await gates.evaluate()).toMatchObject([{ state: 'Passed' }]);
    gates.clock.advance(1_000);
    server.respondWith({ status: 400 });
    expect(await gates.evaluate()).toMatchObject([
      { state: 'Running', startedAt: '2026-01-01T12:05:00Z' },
    ]);
    expect(await gates.evaluateAfter(2)).toMatchObject([{ state: 'Failed' }]);
    const keys = server.requests.map(each => each.headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
  });

  it('repeats nothing that has a result after a restart', async () => {
    await gates.evaluate();
    await gates.evaluateAfter(1);
    gates.clock.advance(60_000);
    gates.restart();
    expect(await gates.evaluate()).toMatchObject([
      { state: 'Passed', finishedAt: '2026-01-01T12:00:00Z' },
    ]);
    expect(server.requests).toHaveLength(1);
  });

  it('goes on after a restart with the same time limit and key', async () => {
    server.respondWith('hang');
    await gates.evaluate();
    await server.received(1);
    gates.clock.advance(5_000);
    gates.restart();
    server.respondWith({ status: 200 });
    expect(await gates.evaluate()).toMatchObject([
      { state: 'Running', startedAt: '2026-01-01T12:00:00Z' },
    ]);
    expect(await gates.evaluateAfter(1)).toMatchObject([{ state: 'Passed' }]);
    const keys = server.requests.map(each => each.headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
  });

  it('asks once although it is evaluated many times', async () => {
    await Promise.all([gates.evaluate(), gates.evaluate(), gates.evaluate()]);
    await gates.evaluateAfter(1);
    await gates.evaluate();
    expect(server.requests).toHaveLength(1);
  });

  it('asks again when the gate was changed', async () => {
    await gates.evaluate();
    await gates.evaluateAfter(1);
    const changed = { ...gate, webhook: { url: `${server.url}/other` } };
    await gates.evaluate({ gates: [changed] });
    await gates.evaluateAfter(2);
    expect(server.requests.map(({ url }) => url)).toEqual(['/hook', '/other']);
  });

  it('asks again at each step of a rollout', async () => {
    const canary = (since: string) => ({
      promotion: {
        ...gates.subject.promotion,
        status: {
          ...gates.subject.promotion.status,
          canary: { step: 0, weight: 10, since },
        },
      },
    });
    const progressing = { ...gate, phase: 'Progressing' as const };
    await gates.evaluate({
      gates: [progressing],
      phase: 'Progressing',
      ...canary('2026-01-01T12:00:00Z'),
    });
    await gates.evaluateAfter(1);
    gates.clock.advance(30_000);
    expect(await gates.evaluate()).toMatchObject([{ state: 'Passed' }]);
    expect(await gates.evaluate(canary('2026-01-01T12:00:30Z'))).toMatchObject([
      { state: 'Running' },
    ]);
    await gates.evaluateAfter(2);
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, () => Promise<unknown> | void]>([
    ['ended', () => gates.abort()],
    ['left the phase', () => gates.evaluate({ phase: 'Verifying' })],
    ['has the gate no more', () => gates.evaluate({ gates: [] })],
    [
      'was replaced',
      () =>
        gates.evaluate({
          promotion: {
            ...testPromotion(),
            metadata: { ...testPromotion().metadata, uid: 'uid-2' },
          },
          gates: [],
        }),
    ],
    ['is reconciled no more', () => gates.stop()],
  ])('aborts the request of a promotion that %s', async (_, end) => {
    server.respondWith('hang');
    await gates.evaluate();
    await server.received(1);
    await end();
    while (server.closedConnections === 0) await nextTick();
    expect(gates.clock.waits).toEqual([]);
    expect(gates.logged).toEqual([]);
  });

  it('asks nothing after the control plane has ended', async () => {
    gates.stop();
    expect(await gates.evaluate()).toMatchObject([{ state: 'Running' }]);
    await nextTick();
    expect(gates.clock.waits).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('reports a refused URL without its password', async () => {
    const url = `http://user:hidden@127.0.0.1:${server.port}/`;
    await gates.evaluate({ gates: [{ ...gate, webhook: { url } }] });
    const results = await gates.evaluateAfter(1);
    expect(results).toMatchObject([
      {
        state: 'Unknown',
        message: 'The URL is refused: it contains a user name or password.',
      },
    ]);
    expect(JSON.stringify([results, gates.logged])).not.toContain('hidden');
  });
});
