import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  apiKind,
  buildKind,
  componentKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { exampleStep } from '../__testUtils__/exampleStep';
import { prepareExamples } from '../__testUtils__/prepareExamples';
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

describe('the actions that change a component', () => {
  let platform: TestPlatform;

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
    const isWaiting =
      'waitUntilReady' in (action.schema?.input?.properties ?? {});
    // There is no control plane.
    const waiting = isWaiting && { waitUntilReady: false };
    await task.run(action, { ...input, ...waiting }, options);
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
    await prepareExamples(platform, { others: true });
  }, 120_000);
  afterAll(() => platform?.stop());

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
