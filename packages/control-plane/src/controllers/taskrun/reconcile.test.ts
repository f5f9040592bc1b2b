import { systemClock } from '@promenade/kube-client';
import {
  annotations,
  scheduledTaskBindingKind,
} from '@promenade/openchoreo-model';
import { InMemoryCluster, testOrganization } from '../../test/__testUtils__';
import { taskRunReconciler } from './reconcile';

const key = { namespace: testOrganization, name: 'nightly' };

async function reconcile(requestedAt: string): Promise<InMemoryCluster> {
  const cluster = new InMemoryCluster(
    scheduledTaskBindingKind.schema.parse({
      apiVersion: scheduledTaskBindingKind.apiVersion,
      kind: scheduledTaskBindingKind.kind,
      metadata: {
        ...key,
        annotations: { [annotations.runRequestedAt]: requestedAt },
      },
      spec: {
        owner: { projectName: 'shop', componentName: 'nightly' },
        environment: 'development',
        workloadSpec: { containers: { main: { image: 'report:1' } } },
      },
    }),
  );
  const start = async () => ({ job: 'nightly-1' });
  const reconciler = taskRunReconciler({
    clock: systemClock,
    taskJobs: { start },
  });
  await reconciler(key, cluster, cluster);
  return cluster;
}

describe('a requested run', () => {
  it.each(['2026-01-01', 'July 1, 2026', 'now'])(
    'is not started at %p, which the status would not accept',
    async requestedAt => {
      const { events, writes } = await reconcile(requestedAt);
      expect(writes).toEqual([]);
      expect(events).toMatchObject([
        {
          reason: 'InvalidRunRequest',
          message: expect.stringContaining(annotations.runRequestedAt),
        },
      ]);
    },
  );

  it.each(['2026-01-01T06:00:00Z', '2026-01-01T06:00:00.123+02:00'])(
    'is recorded with its time %p',
    async requestedAt => {
      const cluster = await reconcile(requestedAt);
      expect(cluster.events).toEqual([]);
      expect(
        cluster.get(scheduledTaskBindingKind, key)?.status?.run,
      ).toMatchObject({ requestedAt, phase: 'Skipped' });
    },
  );
});
