import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { GitServer } from '@promenade/test-git';
import { gitHubApi } from './__testUtils__/gitServiceApis';
import { Scaffolder } from './__testUtils__/Scaffolder';
import { TestPlatform } from './__testUtils__/TestPlatform';
import { TestTask } from './__testUtils__/TestTask';
import { createComponentAction } from './actions/createComponent';
import { scaffolderModuleOpenChoreo } from './module';

const project = 'system:default/tram';
const component = 'component:default/departures';
const image = 'registry.test/tram/departures:1.0.0';

/** A template with one step. */
const templateOf = (
  name: string,
  action: string,
  input: JsonObject,
): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name },
  spec: {
    type: 'service',
    parameters: [],
    steps: [{ id: 'run', name: 'Run', action, input }],
    output: { text: [{ title: 'Done', content: 'Done' }] },
  },
});

describe('a task during a restart of the backend', () => {
  const folder = createMockDirectory();
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start({ controlPlane: true });
    await new TestTask().run(createComponentAction(platform.services), {
      project,
      name: 'departures',
      image,
      port: 8080,
      timeout: '90s',
    });
  }, 180_000);
  afterAll(() => platform?.stop(), 60_000);

  const start = (options: {
    templates: Entity[];
    isHanging?: boolean;
    config?: JsonObject;
  }) => {
    const hang = () => new Promise<never>(() => {});
    const { openchoreo } = platform.services;
    return Scaffolder.start(platform, scaffolderModuleOpenChoreo, {
      ...options,
      database: folder.path,
      openchoreo: options.isHanging
        ? {
            ...openchoreo,
            waitForReady: hang,
            waitForPromotion: hang,
            waitForBuild: hang,
          }
        : openchoreo,
    });
  };

  it.each([
    [
      'openchoreo:component:create',
      { project, name: 'survivor', image, port: 8080 },
      'Created component survivor',
      'Component',
    ],
    [
      'openchoreo:component:promote',
      { component, to: 'staging' },
      'Promoting departures',
      'Promotion',
    ],
    [
      'openchoreo:component:update',
      { component, image: `${image}-2` },
      'Update a component: departures in development',
      'Workload',
    ],
    [
      'openchoreo:wait',
      { for: 'ready', component },
      'Beginning step Run',
      'Component',
    ],
  ])(
    'is resumed once in %s',
    async (action, input, line, kind) => {
      const templates = [templateOf('waiting', action, input)];
      const apiVersion =
        kind === 'Promotion'
          ? 'delivery.openchoreo.dev/v1alpha1'
          : 'openchoreo.dev/v1alpha1';
      const crashing = await start({ templates, isHanging: true });
      const task = await crashing.run('waiting', {});
      await crashing.logged(task, line);
      await crashing.stop();
      const written = await platform.namesOf(apiVersion, kind);

      const restarted = await start({ templates });
      const { status, log } = await restarted.ended(task);
      await restarted.stop();
      expect(log).toMatch(/Ready\.|done\./);
      expect(status).toBe('completed');
      expect(await platform.namesOf(apiVersion, kind)).toEqual(written);
    },
    180_000,
  );

  it('opens one pull request', async () => {
    const api = gitHubApi();
    let isHanging = true;
    let hasAsked = () => {};
    const asked = new Promise<void>(resolve => {
      hasAsked = resolve;
    });
    const server = await GitServer.start({
      password: 'hush',
      // The backend ends after the push, before the pull request is open.
      rest: async (request, response) => {
        if (!isHanging || request.method !== 'POST') {
          return api.rest(request, response);
        }
        hasAsked();
        return new Promise<never>(() => {});
      },
    });
    api.server = server;
    await server.createRepository('acme/manifests', { 'README.md': 'One\n' });
    const templates = [
      templateOf('delivering', 'openchoreo:component:create', {
        project,
        name: 'delivered',
        image,
        delivery: {
          mode: 'pull-request',
          repository: server.url('acme/manifests'),
        },
      }),
    ];
    const config = {
      integrations: {
        github: [
          {
            host: server.host,
            apiBaseUrl: `http://${server.host}/api/v3`,
            token: 'hush',
          },
        ],
      },
    };
    const crashing = await start({ templates, config });
    const task = await crashing.run('delivering', {});
    await asked;
    await crashing.stop();
    isHanging = false;

    const restarted = await start({ templates, config });
    const { status, log } = await restarted.ended(task);
    await restarted.stop();
    expect(log).toContain(
      'The change is made when https://github.test/acme/manifests/pull/1 is merged',
    );
    expect(status).toBe('completed');
    expect(log).not.toContain('hush');
    expect(api.pullRequests).toHaveLength(1);
    expect(server.pushes).toBe(1);
    await server.stop();
  }, 180_000);
});

describe('a task that waits', () => {
  let platform: TestPlatform;
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    await new TestTask().run(createComponentAction(platform.services), {
      project,
      name: 'departures',
      image,
      waitUntilReady: false,
    });
    scaffolder = await Scaffolder.start(platform, scaffolderModuleOpenChoreo, {
      templates: [
        templateOf('waiting', 'openchoreo:wait', { for: 'ready', component }),
        templateOf('impatient', 'openchoreo:wait', {
          for: 'ready',
          component,
          timeout: '100ms',
        }),
        templateOf('wrong', 'openchoreo:component:create', {
          project,
          name: 'wrong',
          image: 'not an image',
        }),
      ],
    });
  }, 120_000);
  afterAll(async () => {
    await scaffolder?.stop();
    await platform?.stop();
  }, 60_000);

  it('stops when it is cancelled, and says so', async () => {
    const task = await scaffolder.run('waiting', {});
    await scaffolder.logged(task, 'Waiting for it to be deployed');
    await scaffolder.cancel(task);
    const { log } = await scaffolder.ended(task);
    expect(log).toContain('Step run has been cancelled.');
    expect(log).toContain(
      'CancelledError: The task was cancelled. What it has started goes on',
    );
    expect(log).not.toMatch(/^\s+at |node_modules/m);
  }, 60_000);

  it('says at the time limit what it waits for and since when', async () => {
    const task = await scaffolder.run('impatient', {});
    const { status, log } = await scaffolder.ended(task);
    expect(status).toBe('failed');
    expect(log).toMatch(
      /TimeLimitError: Waited for departures to become ready in development since \S+Z, in vain for 100 milliseconds\. Last state: development: .* \(since \S+Z\)\. Run the step again to wait longer/,
    );
  }, 60_000);

  it('fails with the field of a wrong value, without a stack and a path of the server', async () => {
    const task = await scaffolder.run('wrong', {});
    const { status, log } = await scaffolder.ended(task);
    expect(status).toBe('failed');
    expect(log).toMatch(/^InputError: The input is not valid: image: /m);
    expect(log).not.toMatch(/^\s+at |node_modules|\.(ts|js):\d/m);
    expect(
      await platform.namesOf('openchoreo.dev/v1alpha1', 'Component'),
    ).not.toContain('wrong');
  }, 60_000);
});
