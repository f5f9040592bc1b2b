import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import type { LiveMessage } from './live';
import { OpenChoreoClient } from './OpenChoreoClient';
import { reads } from './operations/reads';
import { verbs } from './verbs';
import { declareVerb } from './verbs/Verb';

const ref = { organization: 'acme', project: 'shop', component: 'a/b' };
const board = {
  component: { organization: 'acme', project: 'shop', name: 'b', type: 'S' },
  pipeline: { name: 'default', edges: [] },
  environments: [],
  asOf: '2026-03-01T12:00:00Z',
};

describe('OpenChoreoClient', () => {
  let server: Server;
  let client: OpenChoreoClient;
  let answer: { status: number; type: string; body: string };
  let asked: { method?: string; url?: string; accept?: string; body: string };

  beforeEach(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { method, url, headers } = request;
      asked = { method, url, accept: headers.accept, body };
      response.writeHead(answer.status, { 'Content-Type': answer.type });
      response.end(answer.body);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    client = new OpenChoreoClient({
      discoveryApi: {
        getBaseUrl: async id => `http://127.0.0.1:${port}/${id}`,
      },
      fetchApi: { fetch },
    });
  });

  afterEach(async () => {
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const answerWith = (status: number, body: object) => {
    answer = { status, type: 'application/json', body: JSON.stringify(body) };
  };

  it('downloads a read in another format, as it is', async () => {
    const body = 'name,phase\ngreeter-1,Succeeded\n';
    answer = { status: 200, type: 'text/csv', body };
    const content = await client.download(reads.listPromotions, {
      ...ref,
      environment: 'production',
      format: 'csv',
    });
    expect(await content.text()).toBe(body);
    expect(asked.url).toMatch(/promotions\?environment=production&format=csv$/);
    expect(asked.accept).toBe('text/csv');
  });

  it('puts the names of the component into the path', async () => {
    answerWith(200, board);
    expect(await client.request(reads.getDeployBoard, ref)).toEqual(board);
    expect(asked.url).toBe(
      '/openchoreo/organizations/acme/projects/shop/components/a%2Fb/board',
    );
  });

  it('requests the plan of a verb', async () => {
    answerWith(200, { organization: 'acme', pipeline: 'main', changes: [] });
    await client.request(
      verbs.applyPipeline,
      { organization: 'acme', name: 'main', paths: [{ from: 'dev' }] },
      { dryRun: true },
    );
    expect(asked).toMatchObject({
      method: 'PUT',
      url: '/openchoreo/organizations/acme/pipelines/main?dryRun=All',
      body: '{"paths":[{"from":"dev"}]}',
    });
  });

  it('rejects a response that does not match its schema', async () => {
    answerWith(200, { ...board, environments: 'none' });
    await expect(client.request(reads.getDeployBoard, ref)).rejects.toThrow(
      /environments/,
    );
  });

  it('rejects with the error of the backend', async () => {
    answerWith(409, {
      error: { name: 'ConflictError', message: 'development runs bbbbbbb now' },
      response: { statusCode: 409 },
    });
    await expect(
      client.request(verbs.promoteComponent, {
        ...ref,
        from: 'development',
        to: 'staging',
      }),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 409,
      cause: { name: 'ConflictError', message: 'development runs bbbbbbb now' },
    });
    expect(asked).toMatchObject({
      method: 'POST',
      body: '{"from":"development","to":"staging"}',
    });
  });

  it('puts the other parameters of a read into the query', async () => {
    answerWith(404, {});
    const edge = { from: 'development', to: 'staging' };
    await client
      .request(reads.getPromotionPlan, { ...ref, ...edge })
      .catch(() => undefined);
    expect(asked.url).toMatch(/\/plan\?from=development&to=staging$/);
  });

  it('reads no body from a response without content', async () => {
    answer = { status: 204, type: 'text/plain', body: '' };
    expect(
      await client.request(verbs.setState, {
        ...ref,
        environment: 'staging',
        state: 'Suspend',
        resourceVersion: '7',
      }),
    ).toEqual({});
    expect(asked).toMatchObject({
      method: 'PUT',
      url: expect.stringMatching(/\/environments\/staging\/state$/),
      body: '{"state":"Suspend","resourceVersion":"7"}',
    });
  });

  it('sends any declared verb', async () => {
    const restart = declareVerb({
      ...verbs.setState,
      name: 'restart-component',
      input: verbs.promoteComponent.input.pick({
        organization: true,
        project: true,
        component: true,
      }),
      output: z.object({ pods: z.number() }),
      http: { method: 'POST', path: '/restart', status: 200 },
      references: undefined,
      environment: undefined,
      audit: undefined,
    });
    answerWith(200, { pods: 3 });
    expect(await client.request(restart, ref)).toEqual({ pods: 3 });
    expect(asked).toMatchObject({
      method: 'POST',
      url: expect.stringMatching(/\/restart$/),
    });
  });

  it('follows answers until the stream ends, and ignores unknown events', async () => {
    answer = {
      status: 200,
      type: 'text/event-stream',
      body: [
        `event: answer\ndata: {"id":"b","version":"1","answer":{"name":"x"}}\n\n`,
        'event: weather\ndata: "rain"\n\n',
        'event: heartbeat\ndata: {"at":"2026-03-01T12:00:15Z"}\n\n',
        'event: failed\ndata: {"id":"b","status":404,"message":"Gone"}\n\n',
        'event: end\ndata: {"reason":"shutdown"}\n\n',
      ].join(''),
    };
    const messages: LiveMessage[] = [];
    const topic = { id: 'b', read: reads.getDeployBoard.name, input: ref };
    await client.followReads([topic], {
      signal: new AbortController().signal,
      onMessage: message => messages.push(message),
    });
    expect(asked).toMatchObject({
      method: 'POST',
      url: expect.stringMatching(/\/live$/),
    });
    expect(messages).toEqual([
      { type: 'answer', id: 'b', version: '1', answer: { name: 'x' } },
      { type: 'heartbeat', at: '2026-03-01T12:00:15Z' },
      { type: 'failed', id: 'b', status: 404, message: 'Gone' },
      { type: 'end', reason: 'shutdown' },
    ]);
  });
});
