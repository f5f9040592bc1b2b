import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  annotations,
  dataPlaneKind,
  serviceBindingKind,
  type ServiceBinding,
} from '@promenade/openchoreo-model';
import {
  exampleFiles,
  kubernetesStatuses,
  preparations,
  projectPromotion,
  portalStatuses,
  readStatuses,
  verbRuns,
} from './__testUtils__/exampleRuns';
import { readGuide } from './__testUtils__/readGuide';
import { runCli, type CliRun } from './__testUtils__/runCli';
import { installInto, runShell } from './__testUtils__/runShell';
import {
  startPlatform,
  type TestPlatform,
} from './__testUtils__/startPlatform';
import { wordsOf } from './__testUtils__/wordsOf';
import { workflowScripts } from './__testUtils__/workflowScripts';
import { ExitStatus } from './errors/ExitStatus';
import type { OperationSpec } from './program/OperationSpec';
import { operations } from './program/operations';

jest.setTimeout(600_000);

/** What a command has written to standard output. Fails unless it has ended with 0. */
function outputOf(line: string, { status, stdout, stderr }: CliRun): string {
  if (status !== 0) throw new Error(`${line}: ${status} ${stderr}`);
  return stdout.trim();
}

describe('the documentation', () => {
  let platform: TestPlatform;
  let folder: string;
  let bin: string;
  let env: Record<string, string>;

  const portal = (words: readonly string[]) =>
    runCli([...words, '--portal', platform.portal], { env });

  const kubernetes = (words: readonly string[]) =>
    runCli([...words, '--kubeconfig', platform.kubeconfig]);

  /** Runs a command line with the portal, and returns what it writes to standard output. */
  async function succeed(line: string): Promise<string> {
    return outputOf(line, await portal(wordsOf(line)));
  }

  beforeAll(async () => {
    platform = await startPlatform();
    folder = await mkdtemp(join(tmpdir(), 'promenade-docs-'));
    bin = await installInto(folder);
    env = {
      PROMENADE_PORTAL: platform.portal,
      PROMENADE_TOKEN: mockCredentials.user.token('user:default/ada'),
    };
    // Departures connect to it.
    await succeed(
      'deploy tram/timetable --image registry.local/tram/timetable:2.0.0 --wait',
    );
    await succeed('promote tram/timetable --to staging --wait');
  });

  afterAll(async () => {
    await platform?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const scripts = workflowScripts();

  it('has a workflow for each product', () => {
    expect([...scripts.keys()]).toEqual([
      'GitHub Actions',
      'GitLab CI',
      'Argo Workflows',
    ]);
  });

  it.each([...scripts])(
    'the workflow for %s deploys, tests and promotes with the token of a service',
    async (name, script) => {
      const tag = name.toLowerCase().replaceAll(' ', '-');
      const image = `registry.local/tram/departures:${tag}`;
      const test = join(folder, 'test.sh');
      await writeFile(test, '#!/bin/sh\necho "tests $1"\n');
      await chmod(test, 0o755);
      const { status, output } = await runShell(
        script.lines
          .join('\n')
          .replaceAll('{{workflow.parameters.image}}', image)
          .replaceAll('{{workflow.uid}}', tag),
        {
          cwd: folder,
          bin,
          env: {
            ...script.env,
            ...env,
            PROMENADE_TOKEN: mockCredentials.service.token(),
            CI: 'true',
            IMAGE: image,
            GITHUB_RUN_ID: tag,
            CI_PIPELINE_ID: tag,
          },
        },
      );
      expect(output).toContain('departures: Succeeded');
      expect(output).toMatch(/^tests/m);
      expect(status).toBe(0);
      expect(await succeed('get board tram/departures -o json')).toContain(tag);
    },
  );

  it('has a tour with the command line alone', async () => {
    const [{ code }] = readGuide().filter(({ heading }) => heading === 'Tour');
    const lines = code.split('\n').map(line => line.replace(/ +#.*/, ''));
    const run = (line: string) => runShell(line, { cwd: folder, bin, env });
    for (const line of lines.filter(Boolean)) {
      let result = await run(line);
      // Not possible yet: a gate needs the component to be healthy for some seconds.
      while (result.status === ExitStatus.conflict) result = await run(line);
      expect(result).toMatchObject({ status: 0 });
    }
  });

  describe('the example of', () => {
    let values: Record<string, string>;

    beforeAll(async () => {
      for (const [name, content] of Object.entries(exampleFiles)) {
        await writeFile(join(folder, name), content);
      }
      for (const line of preparations) await succeed(line);
      values = await readValues();
      while (
        !(await succeed('list approvals -o name')).includes(
          values['departures-x7k2p'],
        )
      );
    });

    /** What names in the examples stand for: they are generated. */
    async function readValues() {
      const releases = JSON.parse(
        await succeed('list releases tram/departures -o json'),
      );
      const promotions = await succeed(
        'list promotions tram/departures -o name',
      );
      return {
        'departures-x7k2p': promotions.split('\n')[0],
        'departures-7f3c2a1': releases.environments[0].revisions[0].artifact,
        'tram-to-staging-c60a2c3b': await succeed(projectPromotion),
      };
    }

    function exampleOf({ example, completion }: OperationSpec): string[] {
      const words = wordsOf(example).map(word =>
        word.startsWith('@')
          ? `@${join(folder, word.slice(1))}`
          : values[word] ?? word,
      );
      return [
        ...words,
        ...(completion ? ['--wait'] : []),
        ...(completion === 'deleted' ? ['--yes'] : []),
      ];
    }

    it.each(operations.filter(({ type }) => type === 'read'))(
      '$name reads with a portal and with the Kubernetes API',
      async spec => {
        const words = exampleOf(spec);
        const status = readStatuses[spec.name] ?? 'ok';
        expect(await portal(words)).toMatchObject({
          status: ExitStatus[portalStatuses[spec.name] ?? status],
        });
        expect(await kubernetes(words)).toMatchObject({
          status: ExitStatus[kubernetesStatuses[spec.name] ?? status],
        });
      },
    );

    it('has an order for everything that is not a read', () => {
      const names = operations
        .filter(({ type }) => type !== 'read')
        .map(({ name }) => name);
      expect(Object.keys(verbRuns).sort()).toEqual(names.sort());
    });

    it.each(Object.entries(verbRuns))('%s', async (name, run) => {
      const spec = operations.find(each => each.name === name);
      if (!spec) throw new Error(`There is no command ${name}`);
      for (const line of run.before ?? []) await succeed(line);
      while (run.isDecision && !(await succeed('list approvals -o name')));
      const { status = 'ok' } = run;
      expect(await portal(exampleOf(spec))).toMatchObject({
        status: ExitStatus[status],
      });
    });

    it('calls an endpoint at a gateway', async () => {
      const gateway = createServer((request, response) => {
        response.end(`${request.method} ${request.url}`);
      }).listen(0, '127.0.0.1');
      await once(gateway, 'listening');
      const { port } = gateway.address() as AddressInfo;
      await platform.stopControlPlane();
      await runOnGateway(port);
      const line =
        'call endpoint tram/departures --environment development --endpoint departures --visibility public --method GET --path /stops';
      let run = await portal(wordsOf(line));
      // The cache of the portal does not have the address yet.
      while (run.status === ExitStatus.conflict) {
        run = await portal(wordsOf(line));
      }
      expect(run).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('GET /v1/stops'),
      });
      gateway.close();
    });

    /** Gives departures an address in development, as a data plane that runs containers has one. */
    async function runOnGateway(port: number) {
      const name = 'default';
      const { client } = platform;
      await client.patch(
        dataPlaneKind,
        { namespace: name, name },
        { metadata: { annotations: { [annotations.simulated]: null } } },
        { type: 'merge' },
      );
      const { items } = await client.list<ServiceBinding>(serviceBindingKind);
      const binding = items.find(
        ({ spec }) =>
          spec.owner.componentName === 'departures' &&
          spec.environment === 'development',
      );
      if (!binding) throw new Error('departures is not deployed');
      const address = { scheme: 'http', host: '127.0.0.1', basePath: '/v1' };
      await client.patchStatus(serviceBindingKind, binding.metadata, {
        endpoints: [
          { name: 'departures', type: 'REST', public: { ...address, port } },
        ],
      });
    }
  });
});
