import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { mockCredentials } from '@backstage/backend-test-utils';
import { loaders, runCli } from './__testUtils__/runCli';
import { runInTerminal } from './__testUtils__/runInTerminal';
import {
  startPlatform,
  type TestPlatform,
} from './__testUtils__/startPlatform';
import { main } from './main';

jest.setTimeout(600_000);

const checklistItem = 'The changes were tested in staging';

describe('promenade', () => {
  let platform: TestPlatform;
  let folder: string;

  const kubernetes = (...args: string[]) =>
    runCli([...args, '--kubeconfig', platform.kubeconfig]);

  const portalEnv = () => ({
    PROMENADE_PORTAL: platform.portal,
    PROMENADE_TOKEN: mockCredentials.user.token('user:default/ada'),
  });

  const portal = (...args: string[]) =>
    runCli([...args, '--portal', platform.portal], { env: portalEnv() });

  /** Runs a command, and returns what it writes to standard output. Fails unless it exits with 0. */
  async function succeed(run: ReturnType<typeof runCli>): Promise<string> {
    const { status, stdout, stderr } = await run;
    if (status !== 0) throw new Error(`Exit status ${status}: ${stderr}`);
    return stdout;
  }

  beforeAll(async () => {
    platform = await startPlatform();
    folder = await mkdtemp(join(tmpdir(), 'promenade-cli-'));
    await succeed(
      kubernetes(
        'deploy',
        'timetable',
        '--image',
        'registry.local/tram/timetable:2.0.0',
        '--wait',
      ),
    );
  });

  afterAll(async () => {
    await platform?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each([
    ['with a portal', portal],
    ['with the Kubernetes API', kubernetes],
  ])('%s', (_, promenade) => {
    it('lists as a table, as names, as JSON and as YAML', async () => {
      expect(await succeed(promenade('list', 'projects'))).toMatch(
        /^ORGANIZATION +NAME .*\ndefault +tram /,
      );
      expect(await succeed(promenade('list', 'environments'))).toMatch(
        /^NAME .*\ndevelopment /,
      );
      expect(await succeed(promenade('list', 'components', '-o', 'name'))).toBe(
        'departures\ndepartures-board\ntimetable\n',
      );
      const json = await succeed(
        promenade('get', 'board', 'timetable', '-o', 'json'),
      );
      expect(JSON.parse(json)).toMatchObject({
        component: { name: 'timetable' },
      });
      expect(
        await succeed(
          promenade('describe', 'organization', 'default', '-o', 'yaml'),
        ),
      ).toContain('environments:\n');
    });

    it('says why a component is not ready, and what to do', async () => {
      const text = await succeed(promenade('why', 'tram/timetable'));
      expect(text).toContain('production  NotDeployed');
      expect(text).toContain('→ ');
    });

    it('prints logs and events', async () => {
      expect(
        await succeed(
          promenade('logs', 'timetable', '--environment', 'development'),
        ),
      ).toContain('simulated:');
      expect(
        await succeed(
          promenade(
            'events',
            'timetable',
            '--environment',
            'development',
            '-o',
            'json',
          ),
        ),
      ).toContain('"events"');
    });

    it('suspends and resumes', async () => {
      const at = ['timetable', '--environment', 'development', '--wait'];
      await succeed(promenade('suspend', ...at));
      // Nothing changes, so that there is nothing to wait for.
      await succeed(promenade('suspend', ...at));
      expect(await succeed(promenade('get', 'board', 'timetable'))).toMatch(
        /development +Suspended/,
      );
      await succeed(promenade('resume', ...at));
    });

    it('has an exit status for each kind of error', async () => {
      const missing = await promenade('describe', 'tram/none');
      expect(missing).toMatchObject({ status: 3, stdout: '' });
      expect(missing.stderr).toContain('none');
      const invalid = await promenade(
        'create',
        'component',
        'Not_A_Name',
        '--project',
        'tram',
        '--image',
        'a:1',
      );
      expect(invalid).toMatchObject({ status: 2, stdout: '' });
      expect(invalid.stderr).toMatch(
        /^promenade: The input is not valid: name: /,
      );
      const blocked = await promenade(
        'promote',
        'timetable',
        '--from',
        'staging',
        '--to',
        'production',
      );
      expect(blocked.status).toBe(5);
      expect(blocked.stderr).toContain('Blocked: ');
      expect(
        (await promenade('promote', 'timetable', '--to', 'nowhere')).status,
      ).toBe(3);
      expect(
        (await promenade('delete', 'component', 'timetable')).stderr,
      ).toContain('Pass --yes');
      expect((await promenade('no-such-command')).status).toBe(2);
    });
  });

  it.each([
    ['a portal', () => ['--portal', platform.portal]],
    ['the Kubernetes API', () => ['--kubeconfig', platform.kubeconfig]],
  ])('completes names with %s', async (_, target) => {
    const complete = async (...words: string[]) =>
      (
        await succeed(
          runCli(['__complete', '--', ...target(), ...words], {
            env: portalEnv(),
          }),
        )
      )
        .split('\n')
        .map(line => line.split('\t')[0]);
    expect(await complete('delete', 'project', '')).toContain('tram');
    expect(await complete('logs', 'dep')).toEqual(
      expect.arrayContaining(['departures', 'departures-board']),
    );
    expect(await complete('why', 'tram/ti')).toEqual(['tram/timetable', '']);
    expect(await complete('logs', 'timetable', '--environment', 'st')).toEqual([
      'staging',
      '',
    ]);
    expect(await complete('promote', 'timetable', '--to', 'pro')).toEqual([
      'production',
      '',
    ]);
  });

  it('completes nothing when it cannot be read', async () => {
    const words = ['--portal', 'http://127.0.0.1:1', 'logs', 'dep'];
    expect(await runCli(['__complete', '--', ...words])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('creates, waits, and deletes', async () => {
    const created = await kubernetes(
      ...[
        'create',
        'component',
        'alerts',
        '--project',
        'tram',
        '--port',
        '8080',
      ],
      ...[
        '--image',
        'registry.local/tram/alerts:1.0.0',
        '--wait',
        '-o',
        'name',
      ],
    );
    expect(created).toMatchObject({ status: 0, stdout: 'alerts\n' });
    expect(created.stderr).toMatch(/development: Ready/);
    await succeed(
      kubernetes('delete', 'component', 'alerts', '--yes', '--wait'),
    );
    expect((await kubernetes('describe', 'alerts')).status).toBe(3);
  });

  it('promotes to production with the approval of a user', async () => {
    const staged = await portal(
      ...['promote', 'timetable', '--to', 'staging', '--wait', '-o', 'name'],
    );
    expect(staged).toMatchObject({ status: 0 });
    expect(staged.stderr).toContain('timetable: Succeeded');
    await succeed(portal('promote', 'timetable', '--to', 'production'));
    const promotion = async () =>
      JSON.parse(
        await succeed(portal('list', 'promotions', 'timetable', '-o', 'json')),
      ).promotions[0];
    while ((await promotion()).phase !== 'AwaitingApproval');
    const completed = await succeed(
      runCli(
        [
          ...['__complete', '--', '--portal', platform.portal],
          ...['approve', 'tram/timetable', ''],
        ],
        { env: portalEnv() },
      ),
    );
    expect(completed).toMatch(/^\S+\tstaging to production, \w+\n$/);
    const { status, stderr } = await kubernetes('approve', 'timetable');
    expect(status).toBe(4);
    expect(stderr).toContain('Only a user can decide');
    const approved = await runInTerminal(['approve', 'timetable'], {
      env: portalEnv(),
      answers: [
        { to: `${checklistItem}? [y/N]`, answer: 'y' },
        { to: 'Approve promotion', answer: 'y' },
      ],
    });
    expect(approved.output).toContain('production serves production.');
    expect(approved.status).toBe(0);
    while ((await promotion()).phase !== 'Succeeded');
  });

  it('rolls back to the release before', async () => {
    const at = ['timetable', '--environment', 'staging'];
    expect(
      (await kubernetes('roll-back', ...at, '--reason', 'test')).status,
    ).toBe(5);
    const image = 'registry.local/tram/timetable:2.1.0';
    await succeed(
      kubernetes('deploy', 'timetable', '--image', image, '--wait'),
    );
    await succeed(
      kubernetes('promote', 'timetable', '--to', 'staging', '--wait'),
    );
    const { status, stderr } = await kubernetes(
      ...['roll-back', ...at, '--reason', 'errors in the log', '--wait'],
    );
    expect(stderr).toContain('Roll back staging to');
    expect(status).toBe(0);
    expect(await succeed(kubernetes('get', 'board', 'timetable'))).toMatch(
      /staging +Ready +\w+ +2\.0\.0/,
    );
  });

  it('promotes a project, and waits for all of its components', async () => {
    const { status, stdout, stderr } = await portal(
      ...['promote', 'project', 'tram', '--from', 'development'],
      ...['--to', 'staging', '--components', 'departures'],
      ...['--components', 'departures-board', '--wait', '-o', 'name'],
    );
    expect(stderr).toContain('tram/departures: Succeeded');
    expect(stderr).toContain('tram/departures-board: Succeeded');
    expect(stderr).toContain('tram: Succeeded');
    expect(status).toBe(0);
    const promotion = await succeed(
      kubernetes(
        ...['get', 'project-promotion', stdout.trim()],
        ...['--project', 'tram', '-o', 'json'],
      ),
    );
    expect(JSON.parse(promotion).requested).toHaveLength(2);
  });

  it('prints a read again when it has changed, until it is interrupted', async () => {
    const stop = new AbortController();
    const stdout = new PassThrough();
    const watching = main(
      [
        'get',
        'board',
        'timetable',
        '-o',
        'json',
        '--watch',
        '--kubeconfig',
        platform.kubeconfig,
      ],
      {
        name: 'promenade',
        loaders,
        signal: stop.signal,
        terminal: {
          stdin: Readable.from([]),
          stdout,
          stderr: new PassThrough(),
          env: {},
        },
      },
    );
    let written = '';
    let isChanged = false;
    for await (const chunk of stdout.setEncoding('utf8')) {
      written += chunk;
      if (!isChanged) {
        isChanged = true;
        await succeed(
          kubernetes('suspend', 'timetable', '--environment', 'development'),
        );
      }
      if (written.includes('"Suspended"')) break;
    }
    stop.abort();
    expect(await watching).toBe(130);
    await succeed(
      kubernetes(
        'resume',
        'timetable',
        '--environment',
        'development',
        '--wait',
      ),
    );
  });

  it('builds, and waits for the build', async () => {
    const source = {
      repository: 'https://git.example.com/tram/delays',
      template: 'docker',
    };
    await succeed(
      kubernetes(
        ...['create', 'component', 'delays', '--project', 'tram'],
        ...['--build', JSON.stringify(source), '--wait'],
      ),
    );
    const { status, stdout, stderr } = await portal(
      ...['build', 'tram/delays', '--wait', '-o', 'name'],
    );
    expect(status).toBe(0);
    expect(stderr).toContain(`${stdout.trim()}: Succeeded`);
    expect(
      await succeed(portal('list', 'builds', 'tram/delays', '-o', 'name')),
    ).toContain(stdout);
  });

  it('does not wait longer than the time-out', async () => {
    const { status, stderr } = await kubernetes(
      ...[
        'deploy',
        'timetable',
        '--image',
        'registry.local/tram/timetable:3.0.0',
      ],
      ...['--wait', '--timeout', '0s'],
    );
    expect(status).toBe(7);
    expect(stderr).toContain('It goes on');
  });

  describe('the token', () => {
    const target = 'list projects'.split(' ');

    it('is needed', async () => {
      const { status, stderr } = await runCli([
        ...target,
        '--portal',
        platform.portal,
      ]);
      expect(status).toBe(4);
      expect(stderr).toContain('There is no token for the portal');
    });

    it('is not printed when the portal rejects it', async () => {
      const file = join(folder, 'token');
      await writeFile(file, 'secret-token', { mode: 0o600 });
      const { status, stdout, stderr } = await runCli([
        ...target,
        ...['--portal', platform.portal, '--token-file', file, '--verbose'],
      ]);
      expect(status).toBe(4);
      expect(stdout + stderr).not.toContain('secret-token');
    });

    it('is not sent to where a portal redirects', async () => {
      const received: (string | undefined)[] = [];
      const server = createServer((request, response) => {
        received.push(request.url);
        response.writeHead(307, { Location: `${request.url}/elsewhere` }).end();
      }).listen(0, '127.0.0.1');
      await new Promise(done => {
        server.once('listening', done);
      });
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const { status } = await runCli(
        [...target, '--portal', `http://127.0.0.1:${port}`],
        { env: { PROMENADE_TOKEN: 'secret-token' } },
      );
      server.close();
      expect(status).toBe(8);
      expect(received).toHaveLength(1);
    });
  });

  it('reports a kubeconfig that cannot be used', async () => {
    const missing = join(folder, 'none');
    expect(
      await runCli(['list', 'projects', '--kubeconfig', missing]),
    ).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /^promenade: cannot use kubeconfig .*Check --kubeconfig/,
      ),
    });
    const { status, stderr } = await kubernetes(
      ...['list', 'projects', '--context', 'none'],
    );
    expect(status).toBe(2);
    expect(stderr).toContain('no context "none"');
  });

  it('reports a portal that cannot be reached', async () => {
    const { status, stderr } = await runCli(
      ['list', 'projects', '--portal', 'http://127.0.0.1:1'],
      { env: { PROMENADE_TOKEN: 'secret-token' } },
    );
    expect(status).toBe(8);
    expect(stderr).toMatch(/^promenade: Cannot reach the portal at http/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  describe('on a terminal', () => {
    const env = () => ({ KUBECONFIG: platform.kubeconfig });

    it('asks for the component, and for confirmation', async () => {
      const { status, output } = await runInTerminal(
        ['restart', '--environment', 'development'],
        {
          env: env(),
          answers: [
            { to: 'Which component?', answer: 'timetable' },
            { to: '[y/N]', answer: 'n' },
          ],
        },
      );
      expect(output).toContain('Not confirmed. Nothing was changed');
      expect(status).toBe(130);
    });

    it('goes on after a yes', async () => {
      const { status, output } = await runInTerminal(
        ['restart', 'timetable', '--environment', 'development'],
        { env: env(), answers: [{ to: '[y/N]', answer: 'y' }] },
      );
      expect(output).toContain(
        'Restart component tram/timetable (development)?',
      );
      expect(status).toBe(0);
    });
  });
});
