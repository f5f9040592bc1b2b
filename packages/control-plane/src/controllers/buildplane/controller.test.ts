import { systemClock } from '@promenade/kube-client';
import { buildPlaneKind, getCondition } from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aBuildPlane,
  testOrganization,
} from '../../test/__testUtils__';
import { buildPlaneController } from './controller';
import { BuildPlaneState } from './probe';

const key = { namespace: testOrganization, name: 'default' };
const responds = { ok: true, message: 'Kubernetes responds' };
const isServed = { ok: true, message: 'The cluster serves Workflows' };

/** Reconciles a build plane once for each probe result, and returns the reasons of its conditions and the last result. */
async function reconcileWith(...states: BuildPlaneState[]) {
  const cluster = new InMemoryCluster(aBuildPlane('default'));
  let result;
  for (const state of states) {
    const { reconcile } = buildPlaneController(
      { clock: systemClock, probe: async () => state },
      { onBuildPlaneChange: () => {}, close: () => {} },
    );
    result = await reconcile(key, cluster, cluster);
  }
  const conditions = cluster.get(buildPlaneKind, key)?.status?.conditions;
  const reasonOf = (type: string) => getCondition(conditions, type)?.reason;
  return {
    reachable: reasonOf('Reachable'),
    argo: reasonOf('ArgoReady'),
    ready: reasonOf('Ready'),
    result,
  };
}

describe('a build plane', () => {
  it('is ready if its API server responds and serves Workflows', async () => {
    expect(
      await reconcileWith({ reachable: responds, argo: isServed }),
    ).toEqual({
      reachable: 'BuildPlaneReachable',
      argo: 'ArgoServed',
      ready: 'Ready',
      result: { requeueAfter: 60_000 },
    });
  });

  it('is not ready without Argo Workflows', async () => {
    const argo = { ok: false, message: 'install Argo Workflows' };
    expect(await reconcileWith({ reachable: responds, argo })).toMatchObject({
      argo: 'ArgoNotServed',
      ready: 'ArgoNotServed',
    });
  });

  it('keeps what it served while it does not respond, and is probed more often', async () => {
    expect(
      await reconcileWith(
        { reachable: responds, argo: isServed },
        { reachable: { ok: false, message: 'No response' } },
      ),
    ).toEqual({
      reachable: 'BuildPlaneUnreachable',
      argo: 'ArgoServed',
      ready: 'BuildPlaneUnreachable',
      result: { requeueAfter: 10_000 },
    });
  });
});
