import { useFakeApiServer } from '../__testUtils__/useFakeApiServer';
import { sendStatus } from '../__testUtils__/apiHttp';

const pod = { namespace: 'default', name: 'web-1' };
const all = () => true;

describe('KubeClient.podLog', () => {
  const suite = useFakeApiServer();

  async function linesOf(
    text: string,
    options: { follow?: boolean; tailLines?: number } = {},
  ): Promise<string[]> {
    suite.api.failNext(1, all, (_request, response) => {
      response.end(text);
    });
    const log = await suite
      .connect()
      .podLog(pod, { signal: new AbortController().signal, ...options });
    const lines: string[] = [];
    for await (const line of log) lines.push(line);
    return lines;
  }

  it('yields the lines, also empty ones', async () => {
    await expect(linesOf('a\n\nb: ä\n')).resolves.toEqual(['a', '', 'b: ä']);
    await expect(linesOf('cut off')).resolves.toEqual(['cut off']);
    await expect(linesOf('')).resolves.toEqual([]);
  });

  it('cuts off a line of a container that writes no line feeds', async () => {
    const lines = await linesOf(`${'x'.repeat(1_000_000)}\nnext\n`);
    expect(lines.map(({ length }) => length)).toEqual([65_536, 4]);
  });

  it('sends its options', async () => {
    await linesOf('', { follow: true, tailLines: 5 });
    const { path, query } = suite.api.requests[0];
    expect(path).toMatch('/api/v1/namespaces/default/pods/web-1/log');
    expect(query.toString()).toBe('follow=true&tailLines=5');
  });

  it('throws the error of the server', async () => {
    suite.api.failNext(1, all, (_request, response) => {
      sendStatus(response, 400, 'BadRequest', 'is waiting to start');
    });
    const { signal } = new AbortController();
    await expect(suite.connect().podLog(pod, { signal })).rejects.toThrow(
      'is waiting to start',
    );
  });

  it('ends when its signal is aborted', async () => {
    suite.api.failNext(1, all, (_request, response) => {
      response.write('a\n');
    });
    const enough = new AbortController();
    const log = await suite
      .connect()
      .podLog(pod, { signal: enough.signal, follow: true });
    expect(await log.next()).toEqual({ done: false, value: 'a' });
    enough.abort(new Error('enough'));
    await expect(log.next()).rejects.toThrow('enough');
  });

  it('reports a connection that breaks', async () => {
    suite.api.failNext(1, all, (_request, response) => {
      response.write('a\n', () => response.destroy());
    });
    const { signal } = new AbortController();
    const log = await suite.connect().podLog(pod, { signal });
    await log.next();
    await expect(log.next()).rejects.toThrow('the log was interrupted');
  });
});
