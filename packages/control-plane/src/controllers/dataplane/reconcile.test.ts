import { systemClock } from '@promenade/kube-client';
import {
  dataPlaneKind,
  environmentKind,
  getCondition,
  releaseKind,
  type Environment,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aDataPlane,
  anEnvironment,
  ofComponent,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { buildDraft, inOrganization } from '../../test/__testUtils__/modifiers';
import { dataPlaneReconciler } from './reconcile';

const key = { namespace: testOrganization, name: 'default' };

/** A data plane that has been reconciled once, with these probe results. */
async function reconciledDataPlane(reachable = true) {
  const cluster = new InMemoryCluster(aDataPlane('default'));
  const reconcile = dataPlaneReconciler({
    clock: systemClock,
    probe: async () => ({ reachable, message: 'the result of the probe' }),
    enforceMinTlsVersion: async () => undefined,
  });
  const result = await reconcile(key, cluster, cluster);
  return { cluster, result, reconcile: () => reconcile(key, cluster, cluster) };
}

const conditionOf = (cluster: InMemoryCluster, type: string) =>
  getCondition(cluster.get(dataPlaneKind, key)?.status?.conditions, type);

describe('a data plane', () => {
  it('reports the result of the probe, and is probed more often while it is not reachable', async () => {
    const up = await reconciledDataPlane();
    expect(conditionOf(up.cluster, 'Reachable')).toMatchObject({
      status: 'True',
      message: 'the result of the probe',
    });
    const down = await reconciledDataPlane(false);
    expect(conditionOf(down.cluster, 'Reachable')?.reason).toBe(
      'DataPlaneUnreachable',
    );
    expect([up.result, down.result]).toEqual([
      { requeueAfter: 60_000 },
      { requeueAfter: 10_000 },
    ]);
  });

  it('is deleted after its environments and the Releases that are applied to it', async () => {
    const { cluster, reconcile } = await reconciledDataPlane();
    const environment = anEnvironment(
      'development',
      withSpec({ dataPlaneRef: undefined }),
    );
    cluster.apply({
      ...environment,
      metadata: { ...environment.metadata, finalizers: ['test/held'] },
    });
    const release = releaseKind.schema.parse(
      buildDraft(releaseKind.apiVersion, 'Release', 'greeter', [
        ofComponent('greeter'),
        withSpec({ environmentName: 'elsewhere' }),
      ]),
    );
    cluster.apply({
      ...release,
      status: { target: { dataPlane: key, apiServerURL: '' } },
    });
    const dataPlane = cluster.get(dataPlaneKind, key);
    if (dataPlane) cluster.delete(dataPlane);

    await reconcile();
    expect(conditionOf(cluster, 'Finalizing')?.message).toBe(
      'Waiting for Environment "development" to be deleted',
    );
    const [deleting] = cluster.list(environmentKind);
    cluster.apply({
      ...deleting,
      metadata: { ...deleting.metadata, finalizers: [] },
    });
    cluster.delete(deleting);
    await reconcile();
    expect(conditionOf(cluster, 'Finalizing')?.message).toBe(
      `Waiting for Release "${testOrganization}/greeter" to be deleted, or moved to another data plane`,
    );
    const [applied] = cluster.list(releaseKind);
    const foreign = {
      ...applied,
      metadata: { name: 'secret-project', namespace: 'globex' },
    };
    cluster.apply(foreign);
    await reconcile();
    expect(conditionOf(cluster, 'Finalizing')?.message).toBe(
      `Waiting for Release "${testOrganization}/greeter" and 1 Release of other organizations to be deleted, or moved to another data plane`,
    );
    cluster.delete(applied);
    await reconcile();
    expect(conditionOf(cluster, 'Finalizing')?.message).toBe(
      'Waiting for 1 Release of other organizations to be deleted, or moved to another data plane',
    );
    cluster.delete(foreign);
    await reconcile();
    expect(cluster.get(dataPlaneKind, key)).toBeUndefined();
  });

  it('is probed while it waits for its environments, which need it to clean up', async () => {
    let reachable = true;
    const cluster = new InMemoryCluster(aDataPlane('default'));
    const probe = jest.fn(async () => ({ reachable, message: '' }));
    const reconcile = dataPlaneReconciler({
      clock: systemClock,
      probe,
      enforceMinTlsVersion: async () => undefined,
    });
    await reconcile(key, cluster, cluster);
    const environment = anEnvironment('development');
    cluster.apply({
      ...environment,
      metadata: { ...environment.metadata, finalizers: ['test/held'] },
    });
    cluster.delete(aDataPlane('default'));
    reachable = false;
    probe.mockClear();
    expect(await reconcile(key, cluster, cluster)).toEqual({
      requeueAfter: 10_000,
    });
    expect(probe).toHaveBeenCalledTimes(1);
    reachable = true;
    expect(await reconcile(key, cluster, cluster)).toEqual({
      requeueAfter: 30_000,
    });
  });

  it('waits for malformed environments of its organization, and does not delete them', async () => {
    const { cluster, reconcile } = await reconciledDataPlane();
    const applyMalformed = (
      environment: Environment,
      ...finalizers: string[]
    ) => {
      cluster.apply({
        ...environment,
        spec: undefined,
        metadata: { ...environment.metadata, finalizers },
        status: { dataPlanes: [key] },
      });
    };
    const development = anEnvironment('development');
    applyMalformed(development, 'test/held');
    applyMalformed(anEnvironment('foreign', inOrganization('other')));
    cluster.delete(aDataPlane('default'));

    await reconcile();
    expect(conditionOf(cluster, 'Finalizing')?.message).toMatch(
      /^Environment "development" is malformed \(spec: .*\); correct it or delete it$/,
    );
    const stored = cluster.invalidObject(environmentKind, development.metadata);
    expect(stored?.metadata.deletionTimestamp).toBeUndefined();

    cluster.delete(development);
    await reconcile();
    expect(conditionOf(cluster, 'Finalizing')?.message).toBe(
      'Waiting for Environment "development" to be deleted',
    );
    applyMalformed(development);
    cluster.delete(development);
    await reconcile();
    expect(cluster.get(dataPlaneKind, key)).toBeUndefined();
  });
});
