import { createServer, type Server } from 'node:http';
import { OpenChoreoClient, type BoardMessage } from './client';

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
  let asked: { method?: string; url?: string; body: string };

  beforeEach(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked = { method: request.method, url: request.url, body };
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

  it('asks for a board by the names of the component', async () => {
    answerWith(200, board);
    expect(await client.board(ref)).toEqual(board);
    expect(asked.url).toBe(
      '/openchoreo/organizations/acme/projects/shop/components/a%2Fb/board',
    );
  });

  it('does not pass on an answer that is not what was agreed', async () => {
    answerWith(200, { ...board, environments: 'none' });
    await expect(client.board(ref)).rejects.toThrow(/environments/);
  });

  it('rejects with the error that the backend gave', async () => {
    answerWith(409, {
      error: { name: 'ConflictError', message: 'development runs bbbbbbb now' },
      response: { statusCode: 409 },
    });
    await expect(
      client.promote(ref, { from: 'development', to: 'staging' }),
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

  it('follows a board until the stream ends, and passes over events that it does not know', async () => {
    answer = {
      status: 200,
      type: 'text/event-stream',
      body: [
        `event: board\ndata: ${JSON.stringify(board)}\n\n`,
        'event: weather\ndata: "rain"\n\n',
        'event: heartbeat\ndata: {"at":"2026-03-01T12:00:15Z"}\n\n',
        'event: end\ndata: {"reason":"shutdown"}\n\n',
      ].join(''),
    };
    const messages: BoardMessage[] = [];
    await client.streamBoard(ref, {
      signal: new AbortController().signal,
      onMessage: message => messages.push(message),
    });
    expect(messages).toEqual([
      { type: 'board', board },
      { type: 'heartbeat', at: '2026-03-01T12:00:15Z' },
      { type: 'end', reason: 'shutdown' },
    ]);
  });
});
