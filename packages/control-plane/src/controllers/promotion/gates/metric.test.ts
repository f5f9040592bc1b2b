import { QualityGate } from '@promenade/openchoreo-model';
import { TestGates, testContent } from './__testUtils__/test-gates';
import { TestServer, startTestServer } from './__testUtils__/test-server';

const vector = (...values: string[]) =>
  JSON.stringify({
    status: 'success',
    data: {
      resultType: 'vector',
      result: values.map(value => ({
        metric: { job: 'greeter' },
        value: [1767268800.5, value],
      })),
    },
  });

const scalar = (value: string) =>
  JSON.stringify({
    status: 'success',
    data: { resultType: 'scalar', result: [1767268800, value] },
  });

const matrix = JSON.stringify({
  status: 'success',
  data: { resultType: 'matrix', result: [] },
});

const failure = JSON.stringify({
  status: 'error',
  errorType: 'bad_data',
  error: 'parse error at char 3',
});

describe('a gate of type Metric', () => {
  let server: TestServer;
  let gates: TestGates;

  const metricGate = (
    metric: Partial<NonNullable<QualityGate['metric']>> = {},
  ): QualityGate => ({
    name: 'errors',
    type: 'Metric',
    metric: { url: server.url, query: 'errors', max: 0.1, ...metric },
  });

  beforeEach(async () => {
    server = await startTestServer();
    gates = new TestGates(metricGate());
  });

  afterEach(async () => {
    gates.stop();
    await server.stop();
  });

  it.each<[string, string, object, string, string]>([
    [
      'a vector of one element',
      vector('0.05'),
      {},
      'Passed',
      'The value is 0.05 (maximum 0.1).',
    ],
    [
      'a scalar',
      scalar('0.05'),
      {},
      'Passed',
      'The value is 0.05 (maximum 0.1).',
    ],
    [
      'the maximum',
      scalar('0.1'),
      {},
      'Passed',
      'The value is 0.1 (maximum 0.1).',
    ],
    [
      'more than the maximum',
      scalar('0.2'),
      {},
      'Failed',
      'The value is 0.2 (maximum 0.1).',
    ],
    [
      'the minimum',
      scalar('5'),
      { min: 5, max: undefined },
      'Passed',
      'The value is 5 (minimum 5).',
    ],
    [
      'less than the minimum',
      scalar('4.9'),
      { min: 5, max: 9 },
      'Failed',
      'The value is 4.9 (minimum 5, maximum 9).',
    ],
    [
      'a limit of zero',
      scalar('-1'),
      { min: 0, max: undefined },
      'Failed',
      'The value is -1 (minimum 0).',
    ],
    [
      'an exponent',
      scalar('1e-05'),
      {},
      'Passed',
      'The value is 1e-05 (maximum 0.1).',
    ],
    [
      'infinity',
      scalar('+Inf'),
      {},
      'Failed',
      'The value is +Inf (maximum 0.1).',
    ],
    ['no value', vector(), {}, 'Unknown', 'The query returned no value.'],
    [
      'several values',
      vector('1', '2'),
      {},
      'Unknown',
      'The query returned 2 values; write a query that returns one.',
    ],
    ['no number', scalar('NaN'), {}, 'Unknown', 'The query returned NaN.'],
    [
      'an empty value',
      scalar(''),
      {},
      'Unknown',
      'The query returned an empty text.',
    ],
    [
      'a range',
      matrix,
      {},
      'Unknown',
      'The query returned a matrix; write a query that returns one value.',
    ],
    [
      'no JSON',
      '<html>',
      {},
      'Unknown',
      'The server responded with status 200 and no query result.',
    ],
    [
      'a value without limits',
      scalar('1'),
      { max: undefined },
      'Unknown',
      'The gate has neither a minimum nor a maximum.',
    ],
    [
      'a long response',
      vector(...Array(3_000).fill('1')),
      {},
      'Unknown',
      'The response is longer than 64 KiB.',
    ],
  ])('evaluates %s', async (_, body, settings, state, message) => {
    server.respondWith({ status: 200, body });
    await gates.evaluate({ gates: [metricGate(settings)] });
    const [result] = await gates.evaluateAfter(1);
    expect(result).toMatchObject({ name: 'errors', state, message });
    expect(result.finishedAt).toBe(
      state === 'Unknown' ? undefined : '2026-01-01T12:00:00Z',
    );
  });

  it.each([
    [400, failure, 'The query failed: parse error at char 3'],
    [
      404,
      'not found',
      'The server responded with status 404 and no query result.',
    ],
    [503, '', 'The server responded with status 503 and no query result.'],
    [
      503,
      scalar('0'),
      'The server responded with status 503 and no query result.',
    ],
    [302, '', 'The server responded with status 302 and no query result.'],
  ])('is unknown after status %s', async (status, body, message) => {
    server.respondWith({ status, body });
    await gates.evaluate();
    expect(await gates.evaluateAfter(1)).toMatchObject([
      { state: 'Unknown', message },
    ]);
  });

  it('asks again until there is a value', async () => {
    server.respondWith(
      { status: 200, body: vector() },
      { status: 200, body: vector('0') },
    );
    await gates.evaluate();
    await gates.evaluateAfter(1);
    gates.clock.advance(1_000);
    expect(await gates.evaluateAfter(2)).toMatchObject([{ state: 'Passed' }]);
  });

  it('replaces the placeholders of the query', async () => {
    server.respondWith({ status: 200, body: scalar('0') });
    const query =
      'sum(e{o="{{organization}}",p="{{project}}",c="{{ component }}",e="{{environment}}",r="{{release}}",x="{{other}}"})';
    const sent = () =>
      server.requests.map(({ url }) =>
        new URL(url, server.url).searchParams.get('query'),
      );
    await gates.evaluate({ gates: [metricGate({ query })] });
    await gates.evaluateAfter(1);
    await gates.evaluate({
      gates: [{ ...metricGate({ query }), phase: 'Verifying' }],
      phase: 'Verifying',
      content: { ...testContent, className: 'other' },
    });
    await gates.evaluateAfter(2);
    const expected = (environment: string) =>
      expect.stringMatching(
        new RegExp(
          `^sum\\(e{o="acme",p="shop",c="greeter",e="${environment}",r="[0-9a-f]{64}",x="{{other}}"}\\)$`,
        ),
      );
    expect(sent()).toEqual([expected('staging'), expected('production')]);
  });

  it('escapes values in the query', async () => {
    server.respondWith({ status: 200, body: scalar('0') });
    const { promotion } = gates.subject;
    await gates.evaluate({
      promotion: {
        ...promotion,
        spec: { ...promotion.spec, from: 'a"} or vector(0) # \\' },
      },
      gates: [metricGate({ query: 'e{e="{{environment}}"}' })],
    });
    await gates.evaluateAfter(1);
    const [{ url }] = server.requests;
    expect(new URL(url, server.url).searchParams.get('query')).toBe(
      'e{e="a\\"} or vector(0) # \\\\"}',
    );
  });

  it('keeps the path of the server and links to the graph', async () => {
    server.respondWith({ status: 200, body: scalar('0') });
    await gates.evaluate({
      gates: [metricGate({ url: `${server.url}/prometheus/?token=hidden` })],
    });
    const results = await gates.evaluateAfter(1);
    expect(server.requests.map(({ method, url }) => [method, url])).toEqual([
      ['GET', '/prometheus/api/v1/query?token=hidden&query=errors'],
    ]);
    expect(results[0].url).toBe(
      `${server.url}/prometheus/graph?g0.expr=errors&g0.tab=1`,
    );
  });

  it('does not keep a URL with a password', async () => {
    const url = `http://user:hidden@127.0.0.1:${server.port}`;
    await gates.evaluate({ gates: [metricGate({ url })] });
    const results = await gates.evaluateAfter(1);
    expect(results).toMatchObject([{ state: 'Unknown' }]);
    expect(JSON.stringify([results, gates.logged])).not.toContain('hidden');
  });
});
