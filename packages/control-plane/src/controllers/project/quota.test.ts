import { systemClock } from '@promenade/kube-client';
import {
  cellNamespace,
  getCondition,
  organizationKind,
  projectKind,
  releaseKind,
  type Organization,
  type Release,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  anOrganization,
  reconcileUntilStable,
  testOrganization,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import {
  aBinding,
  aDataPlaneWith,
  aProjectWithCell,
  createCellCluster,
} from '../../test/__testUtils__/cells/cell-cluster';
import { InMemoryRoleBindings } from '../../test/__testUtils__/in-memory-role-bindings';
import { organizationReconciler } from '../organization/reconcile';
import { cellReconciler } from './cell-reconcile';
import { projectReconciler } from './reconcile';

type Quota = Organization['spec']['quota'];

const withQuota = (quota: Quota) =>
  anOrganization(testOrganization, withSpec({ quota }));

async function reconcile(cluster: InMemoryCluster): Promise<void> {
  const dependencies = {
    clock: systemClock,
    cells: { remove: async () => [] },
    roleBindings: new InMemoryRoleBindings(),
  };
  await reconcileUntilStable(
    cluster,
    [organizationKind, organizationReconciler(dependencies)],
    [projectKind, cellReconciler()],
    [projectKind, projectReconciler(dependencies)],
  );
}

async function clusterWith(
  isolation: 'Enforced' | 'Off',
  quota: Quota,
): Promise<InMemoryCluster> {
  const cluster = createCellCluster(
    aProjectWithCell({ isolation }),
    aDataPlaneWith('kubernetes'),
    aBinding('greeter'),
    withQuota(quota),
  );
  await reconcile(cluster);
  return cluster;
}

const baseline = (cluster: InMemoryCluster): Release | undefined =>
  cluster
    .list(releaseKind)
    .find(
      ({ metadata, spec }) =>
        spec.owner.componentName === '*' && !metadata.deletionTimestamp,
    );

const kindsIn = (release: Release | undefined) =>
  release?.spec.resources?.map(({ object }) => object.kind);

const projectStatus = (cluster: InMemoryCluster) =>
  cluster.get(projectKind, { namespace: testOrganization, name: testProject })
    ?.status;

const condition = (cluster: InMemoryCluster) =>
  getCondition(projectStatus(cluster)?.conditions, 'QuotaApplied');

/** The data plane has applied the baseline and reports the use of its quota. */
async function apply(cluster: InMemoryCluster): Promise<void> {
  const release = baseline(cluster);
  if (!release) throw new Error('The cell has no baseline');
  await cluster.updateStatus(releaseKind, release, {
    observedGeneration: release.metadata.generation,
    resources: [
      {
        id: 'quota',
        version: 'v1',
        kind: 'ResourceQuota',
        name: 'cell',
        status: { hard: { pods: '5' }, used: { pods: '2' } },
      },
    ],
    conditions: [
      {
        type: 'Applied',
        status: 'True',
        reason: 'Applied',
        message: '',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ],
  });
}

describe('the quota of an organization', () => {
  it('is applied to each cell, with and without isolation', async () => {
    const open = baseline(await clusterWith('Off', { pods: '5' }));
    expect(kindsIn(open)).toEqual(['ResourceQuota']);
    expect(open?.spec.resources?.[0].object).toMatchObject({
      metadata: {
        name: 'cell',
        namespace: cellNamespace(testOrganization, testProject, 'development'),
      },
      spec: { hard: { pods: '5' } },
    });
    const isolated = await clusterWith('Enforced', { 'limits.cpu': '5' });
    expect(kindsIn(baseline(isolated))).toEqual([
      'NetworkPolicy',
      'ResourceQuota',
      'LimitRange',
    ]);
  });

  it('is reported by the project, with what is used of it', async () => {
    const cluster = await clusterWith('Off', { pods: '5' });
    expect(condition(cluster)).toMatchObject({
      status: 'False',
      reason: 'QuotaNotApplied',
      message: 'development: the objects of the cell are being applied',
    });
    await apply(cluster);
    await reconcile(cluster);
    expect(condition(cluster)).toMatchObject({
      status: 'True',
      reason: 'QuotaApplied',
    });
    expect(projectStatus(cluster)?.cells?.[0]).toMatchObject({
      ready: true,
      quota: { hard: { pods: '5' }, used: { pods: '2' } },
    });
  });

  it('changes with the organization, and goes with it', async () => {
    const cluster = await clusterWith('Off', { pods: '5' });
    cluster.apply(withQuota({ pods: '7' }));
    await reconcile(cluster);
    expect(baseline(cluster)?.spec.resources?.[0].object).toMatchObject({
      spec: { hard: { pods: '7' } },
    });
    cluster.apply(withQuota(undefined));
    await reconcile(cluster);
    expect(baseline(cluster)).toBeUndefined();
    expect(condition(cluster)).toBeUndefined();
    expect(projectStatus(cluster)?.cells?.[0]).not.toHaveProperty('quota');
  });

  it('stays as it is while the organization has an invalid amount, which is reported', async () => {
    const cluster = await clusterWith('Off', { pods: '5' });
    cluster.apply(withQuota({ pods: 'many' }));
    await reconcile(cluster);
    expect(baseline(cluster)?.spec.resources?.[0].object).toMatchObject({
      spec: { hard: { pods: '5' } },
    });
    const { status } =
      cluster.get(organizationKind, { name: testOrganization }) ?? {};
    expect(getCondition(status?.conditions, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'InvalidConfiguration',
      message: expect.stringContaining('spec.quota["pods"]: "many" is not'),
    });
  });
});
