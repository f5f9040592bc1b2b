import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import type { JsonObject } from '@backstage/types';
import { GitServer } from '@promenade/test-git';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { openChoreoActions } from '.';

const apiVersion = 'openchoreo.dev/v1alpha1';
const repository = 'acme/manifests';
const image = 'registry.test/tram/alerts';

describe('delivery by pull request', () => {
  let platform: TestPlatform;
  let server: GitServer;
  let delivery: JsonObject;
  let folder: string;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    server = await GitServer.start({ password: 'hush' });
    await server.createRepository(repository, { 'README.md': 'Manifests\n' });
    delivery = { mode: 'pull-request', repository: server.url(repository) };
    folder = `${platform.organization}/tram`;
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await platform?.stop();
  }, 60_000);

  async function run(
    task: TestTask,
    id: string,
    input: JsonObject,
    options: { isDryRun?: boolean } = {},
  ) {
    const config = mockServices.rootConfig({
      data: {
        openchoreo: {
          delivery: { gitHosts: [{ host: server.host, token: 'hush' }] },
        },
      },
    });
    const action = openChoreoActions({ ...platform.services, config }).find(
      each => each.id === id,
    );
    if (!action) throw new Error(`There is no action ${id}`);
    await task.run(action, input, options);
    return task.outputs;
  }

  /** Merges a branch, as a person would. */
  const merge = (branch: unknown) =>
    server.git(repository, 'update-ref', 'refs/heads/main', String(branch));

  const names = (kind: string) => platform.namesOf(apiVersion, kind);
  const alerts = {
    project: 'system:default/tram',
    name: 'alerts',
    image: `${image}:1.0.0`,
    port: 8080,
  };

  it('commits a new component, and writes nothing to Kubernetes', async () => {
    const task = new TestTask();
    const input = { ...alerts, delivery };
    const outputs = await run(task, 'openchoreo:component:create', input);
    expect(outputs).toMatchObject({
      deliveryMode: 'pull-request',
      branch: expect.stringMatching(/^openchoreo\/[\w-]+$/),
      component: 'alerts',
      environment: 'development',
    });
    expect(outputs).not.toHaveProperty('pullRequestUrl');
    const branch = String(outputs.branch);
    expect(await server.files(repository, branch)).toEqual([
      'README.md',
      ...['Component', 'Service', 'Workload'].map(
        kind => `${folder}/${kind}-alerts.yaml`,
      ),
    ]);
    expect(
      await server.git(repository, 'log', '-1', '--format=%an%n%B', branch),
    ).toContain('user:default/ada\nCreate a component: alerts\n');
    expect(await names('Component')).not.toContain('alerts');
    expect(task.log.join('\n')).not.toContain('hush');

    const { pushes } = server;
    expect(await run(task, 'openchoreo:component:create', input)).toEqual(
      outputs,
    );
    task.forget();
    expect(await run(task, 'openchoreo:component:create', input)).toEqual(
      outputs,
    );
    expect(server.pushes).toBe(pushes);
    await merge(branch);
  });

  it('only plans on a dry run', async () => {
    const { pushes } = server;
    const task = new TestTask();
    const input = { ...alerts, name: 'planned', delivery };
    const options = { isDryRun: true };
    const outputs = await run(
      task,
      'openchoreo:component:create',
      input,
      options,
    );
    expect(outputs).toMatchObject({
      deliveryMode: 'pull-request',
      diff: expect.stringContaining('+kind: Workload'),
    });
    expect(task.log.join('\n')).toContain(`${folder}/Workload-planned.yaml`);
    expect(server.pushes).toBe(pushes);
  });

  it('changes only the lines of the manifest that differ, and removes the files of what is deleted', async () => {
    await platform.openchoreo.verbs.execute(verbs.createComponent, {
      organization: platform.organization,
      project: 'tram',
      name: 'alerts',
      image: `${image}:1.0.0`,
      port: 8080,
    });
    const component = { component: 'component:default/alerts', delivery };
    const updated = await run(new TestTask(), 'openchoreo:component:update', {
      ...component,
      environment: 'development',
      image: `${image}:1.1.0`,
    });
    const diff = await server.git(
      repository,
      'diff',
      '-U0',
      'main',
      String(updated.branch),
      '--',
      `${folder}/Workload-alerts.yaml`,
    );
    expect(diff).toContain(`-      image: ${image}:1.0.0`);
    expect(diff).toContain(`+      image: ${image}:1.1.0`);

    const deleted = await run(
      new TestTask(),
      'openchoreo:component:delete',
      component,
    );
    expect(await server.files(repository, String(deleted.branch))).toEqual([
      'README.md',
    ]);
    expect(await names('Component')).toContain('alerts');
    expect(
      await platform.object(apiVersion, 'Workload', 'alerts'),
    ).toMatchObject({
      spec: { containers: { main: { image: `${image}:1.0.0` } } },
    });
  });

  it('is the default of a project with its annotations', async () => {
    await platform.create({
      apiVersion,
      kind: 'Project',
      metadata: {
        name: 'ferry',
        namespace: platform.organization,
        annotations: {
          'openchoreo.dev/delivery': 'pull-request',
          'openchoreo.dev/delivery-repository': server.url(repository),
          'openchoreo.dev/delivery-path': 'clusters/one',
        },
      },
      spec: { deploymentPipelineRef: 'default' },
    });
    const ferry = { ...alerts, project: 'system:default/ferry', name: 'quay' };
    const { branch } = await run(
      new TestTask(),
      'openchoreo:component:create',
      ferry,
    );
    expect(await server.files(repository, String(branch))).toContain(
      `clusters/one/${platform.organization}/ferry/Workload-quay.yaml`,
    );
    const applied = await run(new TestTask(), 'openchoreo:component:create', {
      ...ferry,
      delivery: { mode: 'apply' },
      waitUntilReady: false,
    });
    expect(applied).toMatchObject({ deliveryMode: 'apply' });
    expect(await names('Component')).toContain('quay');
  });

  it('is rejected for a host that is not configured', async () => {
    await expect(
      run(new TestTask(), 'openchoreo:component:create', {
        ...alerts,
        name: 'other',
        delivery: { ...delivery, repository: 'https://evil.test/a/b' },
      }),
    ).rejects.toThrow('The portal may not use repositories on evil.test');
  });

  it('is no input of a decision', () => {
    const decisions = openChoreoActions(platform.services).filter(({ id }) =>
      /:(approve|reject|cancel|restart|set|build)$/.test(id),
    );
    expect(decisions.length).toBeGreaterThan(4);
    for (const { schema } of decisions) {
      expect(schema?.input?.properties).not.toHaveProperty('delivery');
    }
  });
});
