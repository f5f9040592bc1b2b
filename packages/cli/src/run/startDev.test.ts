import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../__testUtils__/runCli';
import { version } from '../../package.json';

describe('promenade dev', () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'promenade-dev-'));
  });

  afterEach(() => rm(home, { recursive: true }));

  const { PATH = '' } = process.env;

  it('reports a portal that cannot be installed, and tries again the next time', async () => {
    const env = {
      PATH,
      HOME: home,
      PROMENADE_HOME: join(home, 'data'),
      npm_config_registry: 'http://127.0.0.1:1',
      npm_config_fetch_retries: '0',
    };
    for (const attempt of ['first', 'second']) {
      const { status, stderr } = await runCli(['dev'], { env });
      expect([attempt, status]).toEqual([attempt, 6]);
      expect(stderr).toContain(
        `Installing @promenade/portal ${version} into ${home}`,
      );
      expect(stderr).toContain(
        `npm could not install @promenade/portal ${version}, with status 1`,
      );
    }
  });

  it('starts the installed portal with the port and the folder for its data', async () => {
    const folder = join(home, 'packages', version);
    const scripts = join(folder, 'node_modules/@promenade/portal/scripts');
    await mkdir(scripts, { recursive: true });
    await writeFile(join(folder, 'installed'), '');
    await writeFile(
      join(scripts, 'start-published.mjs'),
      `import { writeFileSync } from 'node:fs';
       writeFileSync(process.env.PROMENADE_HOME + '/started', process.argv.slice(2).join(' '));
       process.exitCode = process.argv.includes('--reset') ? 1 : 0;`,
    );
    const env = { PATH, PROMENADE_HOME: home };
    const started = () => readFile(join(home, 'started'), 'utf8');
    const args = ['dev', '--port', '7010', '--no-portal'];
    expect((await runCli(args, { env })).status).toBe(0);
    expect(await started()).toBe('--port 7010 --no-portal');
    const failed = await runCli(['dev', '--reset'], { env });
    expect(failed).toMatchObject({
      status: 6,
      stderr: 'promenade: The portal has ended, with status 1\n',
    });
    expect(await started()).toBe('--port 7007 --reset');
  });

  it.each(['0', '65536', 'web'])('rejects the port %s', async port => {
    const { status, stderr } = await runCli(['dev', '--port', port]);
    expect(status).toBe(2);
    expect(stderr).toContain('Use a number from 1 to 65535');
  });
});
