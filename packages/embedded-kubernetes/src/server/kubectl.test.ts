import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { dump } from 'js-yaml';
import { startTestServer, type TestServer } from '../__testUtils__/test-server';
import { widget, widgetDefinition } from '../__testUtils__/widgets';

const run = promisify(execFile);

/** The path of kubectl: PROMENADE_TEST_KUBECTL, or the one on the PATH. */
const kubectlPath = process.env.PROMENADE_TEST_KUBECTL ?? 'kubectl';

function hasKubectl(): boolean {
  try {
    execFileSync(kubectlPath, ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const present = hasKubectl();
const describeWithKubectl = present ? describe : describe.skip;

describeWithKubectl(
  present ? 'kubectl' : 'kubectl, which is not installed on this machine',
  () => {
    let server: TestServer;
    let file: string;

    const kubectl = async (...args: string[]) => {
      const { stdout } = await run(
        kubectlPath,
        [
          ...args,
          ...['--kubeconfig', path.join(server.folder, 'kubeconfig')],
          ...['--cache-dir', path.join(server.folder, 'cache')],
        ],
        { timeout: 60_000 },
      );
      return stdout.trim();
    };
    const write = (...objects: object[]) =>
      fs.writeFileSync(file, objects.map(object => dump(object)).join('---\n'));

    beforeAll(async () => {
      server = await startTestServer();
      file = path.join(server.folder, 'manifest.yaml');
      fs.writeFileSync(
        path.join(server.folder, 'kubeconfig'),
        server.kubeconfig,
      );
      write(widgetDefinition);
      await kubectl('apply', '-f', file);
      await kubectl(
        'wait',
        '--for=condition=Established',
        'crd/widgets.example.com',
        '--timeout=30s',
      );
    }, 120_000);
    afterAll(() => server.stop());

    it('applies, gets, waits and deletes', async () => {
      write(widget('first'));
      expect(await kubectl('apply', '-f', file)).toBe(
        'widget.example.com/first created',
      );
      expect(await kubectl('apply', '-f', file)).toBe(
        'widget.example.com/first unchanged',
      );
      write(widget('first', { colour: 'blue' }));
      expect(await kubectl('apply', '-f', file)).toBe(
        'widget.example.com/first configured',
      );
      expect(await kubectl('get', 'wd', '--no-headers')).toMatch(
        /^first +blue +\d+s$/,
      );
      expect(
        await kubectl(
          'wait',
          'wd/first',
          '--for=jsonpath={.spec.colour}=blue',
          '--timeout=30s',
        ),
      ).toBe('widget.example.com/first condition met');
      expect(await kubectl('delete', 'wd', 'first', '--wait')).toMatch(
        /deleted/,
      );
    }, 120_000);

    it('takes over its client-side apply with a server-side apply', async () => {
      write(widget('moved'));
      await kubectl('apply', '-f', file);
      expect(await kubectl('apply', '--server-side', '-f', file)).toBe(
        'widget.example.com/moved serverside-applied',
      );
      await expect(
        kubectl(
          'apply',
          '--server-side',
          '--field-manager=other',
          '-f',
          path.join(server.folder, 'none'),
        ),
      ).rejects.toThrow(/does not exist/);
      write(widget('moved', { colour: 'blue' }));
      await expect(
        kubectl('diff', '--server-side', '-f', file),
      ).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringContaining('+  colour: blue'),
      });
    }, 120_000);

    it('labels, annotates, patches, scales and replaces', async () => {
      write(widget('changed'));
      await kubectl('create', '-f', file);
      await kubectl('label', 'wd', 'changed', 'team=red');
      await kubectl('annotate', 'wd', 'changed', 'note=x');
      await kubectl(
        'patch',
        'wd',
        'changed',
        '--type=merge',
        '-p',
        '{"spec":{"colour":"blue"}}',
      );
      await kubectl(
        'patch',
        'wd',
        'changed',
        '--subresource=status',
        '--type=merge',
        '-p',
        '{"status":{"phase":"Ready"}}',
      );
      await kubectl('scale', 'wd/changed', '--replicas=4');
      expect(
        await kubectl(
          'get',
          'wd',
          'changed',
          '-o',
          'jsonpath={.metadata.labels.team} {.metadata.annotations.note} {.spec.colour} {.status.phase} {.spec.replicas}',
        ),
      ).toBe('red x blue Ready 4');
      await kubectl('replace', '-f', file);
      expect(
        await kubectl(
          'get',
          'wd',
          'changed',
          '-o',
          'jsonpath={.spec.replicas}',
        ),
      ).toBe('1');
    }, 120_000);

    it('creates namespaces, ConfigMaps, Secrets and ServiceAccounts in protobuf', async () => {
      await kubectl('create', 'namespace', 'team');
      await kubectl(
        'create',
        'configmap',
        'settings',
        '-n',
        'team',
        '--from-literal=a=b',
      );
      await kubectl(
        'create',
        'secret',
        'generic',
        'password',
        '-n',
        'team',
        '--from-literal=p=secret',
      );
      await kubectl('create', 'serviceaccount', 'robot', '-n', 'team');
      expect(
        await kubectl(
          'get',
          'cm',
          'settings',
          '-n',
          'team',
          '-o',
          'jsonpath={.data.a}',
        ),
      ).toBe('b');
      expect(
        await kubectl(
          'get',
          'secret',
          'password',
          '-n',
          'team',
          '-o',
          'jsonpath={.data.p} {.type}',
        ),
      ).toBe('c2VjcmV0 Opaque');
      expect(
        await kubectl('delete', 'namespace', 'team', '--wait', '--timeout=30s'),
      ).toMatch(/deleted/);
    }, 120_000);

    it('explains kinds and checks access', async () => {
      expect(await kubectl('explain', 'widget.spec')).toMatch(
        /colour\s+<string> -required-/,
      );
      expect(
        await kubectl(
          'api-resources',
          '--api-group=example.com',
          '--no-headers',
        ),
      ).toMatch(/^widgets +wd +example.com\/v1 +true +Widget$/);
      expect(await kubectl('auth', 'can-i', 'create', 'widgets')).toBe('yes');
      expect(
        await kubectl(
          'auth',
          'whoami',
          '-o',
          'jsonpath={.status.userInfo.username}',
        ),
      ).toBe('promenade');
    }, 120_000);

    it('describes an object with its events', async () => {
      write(widget('described'));
      await kubectl('create', '-f', file);
      expect(await kubectl('describe', 'wd', 'described')).toMatch(
        /Colour: +red[^]*Events: +<none>/,
      );
    }, 120_000);
  },
);
