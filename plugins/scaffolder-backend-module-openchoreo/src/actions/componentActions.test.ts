import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  apiKind,
  buildKind,
  componentKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { exampleStep } from '../__testUtils__/exampleStep';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestTask } from '../__testUtils__/TestTask';
import { verbActions } from '.';
import { examples as apis } from './applyApi.examples';
import { examples as workloads } from './applyWorkload.examples';
import { examples as builds } from './buildComponent.examples';
import { examples as connections } from './connectComponent.examples';
import { examples as proxies } from './createApiProxy.examples';
import { examples as deployments } from './deployComponent.examples';
import { examples as updates } from './updateComponent.examples';

const apiVersion = 'openchoreo.dev/v1alpha1';

describe('the actions that change a component', () => {
  let platform: TestPlatform;

  const createComponent = (name: string, input: object) =>
    platform.openchoreo.verbs.execute(verbs.createComponent, {
      organization: platform.organization,
      project: 'tram',
      name,
      ...input,
    });

  const stepOf = ({ example }: TemplateExample) =>
    exampleStep(example, platform.organization);

  async function run(
    task: TestTask,
    id: string,
    input: JsonObject,
    options: { isDryRun?: boolean } = {},
  ) {
    const action = verbActions(platform.services).find(each => each.id === id);
    if (!action) throw new Error(`There is no action ${id}`);
    await task.run(action, input, options);
    return task.outputs;
  }

  /** The versions of everything that components consist of. They change with every write. */
  async function versions() {
    const lists = await Promise.all(
      [componentKind, workloadKind, serviceKind, apiKind, buildKind].map(kind =>
        platform.client.list(kind, { namespace: platform.organization }),
      ),
    );
    return lists.flatMap(({ items }) =>
      items.map(
        ({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`,
      ),
    );
  }

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const image = 'registry.test/tram/departures:1.0.0';
    await createComponent('departures', { image, port: 8080 });
    await createComponent('alerts', { image, port: 8080 });
    await createComponent('planner', {
      build: { repository: 'https://git.test/planner', template: 'docker' },
    });
    await platform.create({
      apiVersion,
      kind: 'Build',
      metadata: { name: 'planner-first', namespace: platform.organization },
      spec: {
        owner: { projectName: 'tram', componentName: 'planner' },
        repository: {
          url: 'https://git.test/planner',
          revision: { branch: 'main' },
          appPath: '.',
        },
        templateRef: { name: 'docker' },
      },
    });
    await platform.client.patchStatus(
      buildKind,
      { namespace: platform.organization, name: 'planner-first' },
      { imageStatus: { image: 'registry.test/tram/planner:1' } },
    );
  }, 120_000);
  afterAll(() => platform?.stop());

  const all = [
    ...updates,
    ...connections,
    ...apis,
    ...deployments,
    ...workloads,
    ...builds,
    ...proxies,
  ];

  it.each(all)('change nothing on a dry run: $description', async example => {
    const { action, input } = stepOf(example);
    const before = await versions();
    const outputs = await run(new TestTask(), action, input, {
      isDryRun: true,
    });
    expect(outputs).toMatchObject({
      organization: platform.organization,
      project: 'tram',
    });
    expect(await versions()).toEqual(before);
  });

  it.each([...updates, ...connections, ...apis, ...deployments, ...workloads])(
    'change nothing the second time: $description',
    async example => {
      const { action, input } = stepOf(example);
      await run(new TestTask(), action, input);
      const before = await versions();
      const outputs = await run(new TestTask(), action, input);
      expect(outputs.changes).toEqual([]);
      expect(await versions()).toEqual(before);
    },
  );

  it.each([...builds, ...proxies])(
    'create nothing twice in a task: $description',
    async example => {
      const { action, input } = stepOf(example);
      const task = new TestTask();
      const first = { ...(await run(task, action, input)) };
      expect(first.objects).not.toEqual([]);
      expect(await run(task, action, input)).toEqual(first);
    },
  );

  it('never log values of variables', async () => {
    const task = new TestTask();
    const input = {
      component: 'component:default/departures',
      environmentVariables: [{ key: 'TOKEN', value: 'hush' }],
    };
    await run(task, 'openchoreo:component:update', input, { isDryRun: true });
    await run(task, 'openchoreo:component:update', input);
    const text = JSON.stringify([task.log, task.outputs]);
    expect(text).toContain('TOKEN');
    expect(text).not.toContain('hush');
  });
});
