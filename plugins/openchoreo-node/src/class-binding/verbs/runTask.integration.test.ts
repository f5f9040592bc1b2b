import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  scheduledTaskBindingKind,
} from '@promenade/openchoreo-model';
import {
  ana,
  ComponentPlatform,
  image,
} from '../../__testUtils__/ComponentPlatform';
import { waitForValue } from '../../__testUtils__/waitForValue';

jest.setTimeout(120_000);

describe('run-task', () => {
  let platform: ComponentPlatform;

  const board = () =>
    platform.openChoreo.views.deployBoard(platform.base.component('nightly'));
  const run = (component: string) =>
    platform.openChoreo.verbs.execute(
      verbs.runTask,
      platform.inDevelopment(component),
      ana,
    );

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
    await platform.createComponent('orders', { port: 8080 });
    await platform.createComponent('nightly', {
      type: 'ScheduledTask',
      schedule: '0 3 * * *',
    });
    await platform.base.deploy('orders', 'development', image);
    await platform.create(scheduledTaskBindingKind, 'nightly-development', {
      owner: { projectName: 'shop', componentName: 'nightly' },
      environment: 'development',
      schedule: '0 3 * * *',
      workloadSpec: { containers: { main: { image } } },
    });
    await waitForValue(async () => board().environments[0]?.binding);
  });
  afterAll(() => platform.stop());

  it('requests a run, which the board shows', async () => {
    const { requestedAt } = await run('nightly');
    const { metadata } = await platform.read(
      scheduledTaskBindingKind,
      'nightly-development',
    );
    expect(metadata.annotations).toMatchObject({
      [annotations.runRequestedAt]: requestedAt,
      'openchoreo.dev/requested-by': 'user:default/ana',
    });
    const requested = await waitForValue(
      async () => board().environments[0].schedule?.requestedRun,
    );
    expect(requested).toEqual({ at: requestedAt, phase: 'Requested' });
  });

  it('is repeated when somebody else changes the binding at the same time', async () => {
    const requests = Array.from({ length: 4 }, () => run('nightly'));
    await expect(Promise.all(requests)).resolves.toHaveLength(4);
  });

  it('rejects a component that is no task', async () => {
    await expect(run('orders')).rejects.toThrow(/orders is no scheduled task/);
  });

  it('rejects a task that is suspended', async () => {
    await platform.client.patch(
      scheduledTaskBindingKind,
      { namespace: platform.organization, name: 'nightly-development' },
      { spec: { releaseState: 'Suspend' } },
      { type: 'merge' },
    );
    await expect(run('nightly')).rejects.toThrow(/Resume or deploy it first/);
  });
});
