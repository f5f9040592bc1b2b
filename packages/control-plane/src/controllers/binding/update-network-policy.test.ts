import { systemClock } from '@promenade/kube-client';
import {
  Release,
  getCondition,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aServiceClass,
  reconcileUntilStable,
  testOrganization,
  testProject,
} from '../../test/__testUtils__';
import {
  aBinding,
  aDataPlaneWith,
  aProjectWithCell,
  createCellCluster,
  componentConnection,
  withWorkload,
} from '../../test/__testUtils__/cells/cell-cluster';
import { classTypes } from '../../core/component-type/binding-types';
import { jsonAt } from '../../runtime/json';
import { bindingReconciler } from './reconcile';

const [serviceType] = classTypes;
const key = { namespace: testOrganization, name: 'greeter' };

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(cluster, [
    serviceBindingKind,
    bindingReconciler(serviceType, { clock: systemClock }),
  ]);

type Isolation = 'Off' | 'Audit' | 'Enforced';

/** A deployed component whose next release waits for a connection. */
async function createWaitingCluster(
  isolation: Isolation,
): Promise<InMemoryCluster> {
  const cluster = createCellCluster(
    aProjectWithCell({ isolation }),
    aDataPlaneWith('cilium'),
    aServiceClass('default'),
    aBinding('greeter'),
  );
  await reconcile(cluster);
  cluster.apply(
    aBinding(
      'greeter',
      testProject,
      withWorkload({
        containers: { main: { image: 'registry.test/app:2' } },
        connections: { books: componentConnection('library', 'books') },
      }),
    ),
  );
  await reconcile(cluster);
  return cluster;
}

function objectIn(release: Release | undefined, kind: string): unknown {
  return release?.spec.resources?.find(({ object }) => object.kind === kind)
    ?.object;
}

const deniesIn = (release: Release | undefined) =>
  jsonAt(
    objectIn(release, 'CiliumNetworkPolicy'),
    'spec',
    'enableDefaultDeny',
    'ingress',
  );

const podIn = (release: Release | undefined) =>
  jsonAt(objectIn(release, 'Deployment'), 'spec', 'template');

describe('the Release of a binding with an invalid rendering', () => {
  it.each([
    { from: 'Enforced', to: 'Off', denies: undefined, mark: undefined },
    { from: 'Enforced', to: 'Audit', denies: false, mark: undefined },
    { from: 'Audit', to: 'Enforced', denies: true, mark: 'user-workloads' },
    { from: 'Off', to: 'Enforced', denies: true, mark: 'user-workloads' },
  ] as const)(
    'gets the network policy for a change of isolation from $from to $to',
    async ({ from, to, denies, mark }) => {
      const cluster = await createWaitingCluster(from);
      cluster.apply(aProjectWithCell({ isolation: to }));
      await reconcile(cluster);
      const release = cluster.get(releaseKind, key);
      expect(deniesIn(release)).toBe(denies);
      expect(jsonAt(podIn(release), 'metadata', 'labels', 'belong-to')).toBe(
        mark,
      );
      expect(JSON.stringify(podIn(release))).toContain('registry.test/app:1');
      expect(
        getCondition(
          cluster.get(serviceBindingKind, key)?.status?.conditions,
          'Ready',
        )?.reason,
      ).toBe('ConnectionsPending');
    },
  );

  it('keeps its policy without a change of isolation', async () => {
    const cluster = await createWaitingCluster('Enforced');
    const before = cluster.get(releaseKind, key);
    expect(deniesIn(before)).toBe(true);
    cluster.apply(
      aProjectWithCell({
        isolation: 'Enforced',
        egress: { allowCIDRs: ['10.0.0.0/8'] },
      }),
    );
    await reconcile(cluster);
    expect(cluster.get(releaseKind, key)).toEqual(before);
  });
});
