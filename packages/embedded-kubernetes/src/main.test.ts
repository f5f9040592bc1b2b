import { main } from './main';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ApiClient } from './__testUtils__/api-client';
import { configMap, configMaps } from './__testUtils__/config-maps';

it.each([
  [[], '--data is missing'],
  [['--data', 'x', '--port', 'http'], '--port must be a port number'],
  [['--data', 'x', '--log-level', 'loud'], '--log-level Invalid option'],
  [['--datum', 'x'], "Unknown option '--datum'"],
])('rejects the arguments %j', async (args, message) => {
  await expect(main(args)).rejects.toThrow(message);
});

// Tests run from sources only, from this folder or from the root of the repository.
// eslint-disable-next-line no-restricted-syntax
const executable = path.resolve(
  __dirname,
  '../bin/promenade-embedded-kubernetes.js',
);

describe('the process', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promenade-process-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const kubeconfig = () => path.join(folder, 'kubeconfig');

  async function start() {
    const { NODE_OPTIONS, ...env } = process.env;
    const child = spawn(
      process.execPath,
      [
        executable,
        ...['--data', path.join(folder, 'data')],
        ...['--kubeconfig', kubeconfig()],
        ...['--log-level', 'warn'],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env },
    );
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const end = async (signal: NodeJS.Signals) => {
      const exit = once(child, 'exit');
      child.kill(signal);
      const [code] = await exit;
      return code;
    };
    return { output: String(line), end };
  }

  it('prints one line of JSON when it is ready and writes a private kubeconfig', async () => {
    const { output, end } = await start();
    expect(JSON.parse(output)).toEqual({
      ready: true,
      server: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(fs.statSync(kubeconfig()).mode % 0o1000).toBe(0o600);
    expect(await end('SIGTERM')).toBe(0);
  });

  it('keeps all acknowledged writes after a SIGKILL and restarts on the same port', async () => {
    const first = await start();
    const before = fs.readFileSync(kubeconfig(), 'utf8');
    const client = new ApiClient(before);
    const { body: created } = await client.post(configMaps, configMap('kept'));
    const { body: changed } = await client.merge(`${configMaps}/kept`, {
      data: { key: 'later' },
    });
    client.close();
    await first.end('SIGKILL');

    const second = await start();
    expect(second.output).toBe(first.output);
    expect(fs.readFileSync(kubeconfig(), 'utf8')).toBe(before);
    const again = new ApiClient(before);
    const { body } = await again.get(`${configMaps}/kept`);
    expect(body).toEqual(changed);
    const watch = await again.watch(
      `${configMaps}?watch=true&resourceVersion=${created.metadata.resourceVersion}`,
    );
    expect(await watch.take(1)).toEqual(['MODIFIED kept']);
    watch.stop();
    again.close();
    await second.end('SIGTERM');
  });
});
