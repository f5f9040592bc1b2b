import type { ResourceType, UnstructuredObject } from '@promenade/kube-client';
import {
  annotations,
  releaseKind,
  scheduledTaskBindingKind,
} from '@promenade/openchoreo-model';
import { aScheduledTaskClass } from '../__testUtils__';
import {
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/test-platform';
import { jsonAt } from '../../runtime/json';

jest.setTimeout(180_000);

const jobType: ResourceType = {
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  scope: 'Namespaced',
};

const name = 'nightly';

describe('a requested run of a scheduled task', () => {
  let platform: TestPlatform;
  let namespace = '';

  beforeAll(async () => {
    platform = await startTestPlatform();
    await platform.apply(aScheduledTaskClass('default'), {
      apiVersion: scheduledTaskBindingKind.apiVersion,
      kind: scheduledTaskBindingKind.kind,
      metadata: { name, namespace: platform.organization },
      spec: {
        owner: { projectName: 'shop', componentName: name },
        environment: 'development',
        className: 'default',
        schedule: '0 0 1 1 *',
        workloadSpec: {
          containers: { main: { image: 'registry.test/report:1' } },
        },
      },
    } as Parameters<TestPlatform['apply']>[0]);
    const release = await platform.waitFor(releaseKind, name, ({ status }) =>
      Boolean(status?.target && status.resources?.length),
    );
    const cronJob = release.spec.resources?.find(
      ({ object }) => object.kind === 'CronJob',
    );
    namespace = String(jsonAt(cronJob?.object ?? {}, 'metadata', 'namespace'));
  });
  afterAll(() => platform?.stop());

  const request = (at: string) =>
    platform.client.patch(
      scheduledTaskBindingKind,
      { namespace: platform.organization, name },
      { metadata: { annotations: { [annotations.runRequestedAt]: at } } },
      { type: 'merge' },
    );

  const handled = async (at: string) => {
    const { status } = await platform.waitFor(
      scheduledTaskBindingKind,
      name,
      binding => binding.status?.run?.requestedAt === at,
    );
    return status?.run;
  };

  const jobs = async () => {
    const { items } = await platform.client.list<UnstructuredObject>(jobType, {
      namespace,
    });
    return items;
  };

  it('creates one Job from the CronJob, which owns it', async () => {
    const at = new Date().toISOString();
    await request(at);
    const run = await handled(at);
    expect(run).toMatchObject({ phase: 'Started' });
    const [job, ...others] = await jobs();
    expect(others).toEqual([]);
    expect(job.metadata).toMatchObject({
      name: run?.job,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      labels: { 'component-name': name },
      ownerReferences: [{ kind: 'CronJob', controller: true }],
    });
    expect(jsonAt(job, 'spec', 'template', 'spec', 'containers')).toMatchObject(
      [{ image: 'registry.test/report:1' }],
    );
  });

  it('creates no second Job when the status was lost, also by another control plane', async () => {
    const before = await jobs();
    const { status } = scheduledTaskBindingKind.schema.parse(
      await platform.client.get(scheduledTaskBindingKind, {
        namespace: platform.organization,
        name,
      }),
    );
    await platform.stopControlPlane();
    await platform.client.patchStatus(
      scheduledTaskBindingKind,
      { namespace: platform.organization, name },
      { run: null },
    );
    platform.startControlPlane();
    const at = status?.run?.requestedAt ?? '';
    expect(await handled(at)).toEqual(status?.run);
    expect((await jobs()).map(job => job.metadata.uid)).toEqual(
      before.map(job => job.metadata.uid),
    );
  });

  it('creates another Job for another request', async () => {
    const before = await jobs();
    const at = new Date().toISOString();
    await request(at);
    expect(await handled(at)).toMatchObject({ phase: 'Started' });
    expect(await jobs()).toHaveLength(before.length + 1);
  });

  it('skips a request that is old, such as one of a backup', async () => {
    const before = await jobs();
    const at = '2026-01-01T00:00:00.000Z';
    await request(at);
    expect(await handled(at)).toMatchObject({
      phase: 'Skipped',
      message: expect.stringContaining('request another run'),
    });
    expect(await jobs()).toHaveLength(before.length);
  });

  it('skips a request while the task is suspended', async () => {
    await platform.patch(scheduledTaskBindingKind, name, {
      releaseState: 'Suspend',
    });
    const at = new Date().toISOString();
    await request(at);
    expect(await handled(at)).toMatchObject({
      phase: 'Skipped',
      message: expect.stringContaining('suspended'),
    });
  });
});
