import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { configMap, configMaps } from './__testUtils__/config-maps';
import { startProcess } from './__testUtils__/start-process';
import { main } from './main';

it.each([
  [[], '--data is missing'],
  [['--data', 'x', '--port', 'http'], '--port must be a port number'],
  [['--data', 'x', '--log-level', 'loud'], '--log-level Invalid option'],
  [['--datum', 'x'], "Unknown option '--datum'"],
])('rejects the arguments %j', async (args, message) => {
  await expect(main(args)).rejects.toThrow(message);
});

describe('the process', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promenade-process-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('prints one line of JSON when it is ready and writes a private kubeconfig', async () => {
    const { output, end, kubeconfig } = await startProcess(folder);
    expect(JSON.parse(output)).toEqual({
      ready: true,
      server: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(fs.statSync(kubeconfig).mode % 0o1000).toBe(0o600);
    expect(await end('SIGTERM')).toBe(0);
  });

  it('keeps all acknowledged writes after a SIGKILL and restarts on the same port', async () => {
    const first = await startProcess(folder);
    const before = fs.readFileSync(first.kubeconfig, 'utf8');
    const { body: created } = await first.client.post(
      configMaps,
      configMap('kept'),
    );
    const { body: changed } = await first.client.merge(`${configMaps}/kept`, {
      data: { key: 'later' },
    });
    await first.end('SIGKILL');

    const second = await startProcess(folder);
    expect(second.output).toBe(first.output);
    expect(fs.readFileSync(second.kubeconfig, 'utf8')).toBe(before);
    const { body } = await second.client.get(`${configMaps}/kept`);
    expect(body).toEqual(changed);
    const watch = await second.client.watch(
      `${configMaps}?watch=true&resourceVersion=${created.metadata.resourceVersion}`,
    );
    expect(await watch.take(1)).toEqual(['MODIFIED kept']);
    watch.stop();
    await second.end('SIGTERM');
  });
});
