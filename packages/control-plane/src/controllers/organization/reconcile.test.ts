import { systemClock } from '@promenade/kube-client';
import { getCondition, organizationKind } from '@promenade/openchoreo-model';
import { namespaceKind } from '../../core/lookups/organization-namespace';
import {
  InMemoryCluster,
  anOrganization,
  reconcileUntilStable,
} from '../../test/__testUtils__';
import { InMemoryRoleBindings } from '../../test/__testUtils__/in-memory-role-bindings';
import { organizationReconciler } from './reconcile';

const reconciled = async (name: string) => {
  const cluster = new InMemoryCluster(anOrganization(name));
  await reconcileUntilStable(cluster, [
    organizationKind,
    organizationReconciler({
      clock: systemClock,
      roleBindings: new InMemoryRoleBindings(),
    }),
  ]);
  return {
    namespace: cluster.get(namespaceKind, { name }),
    ready: getCondition(
      cluster.get(organizationKind, { name })?.status?.conditions,
      'Ready',
    ),
  };
};

describe('the namespace of an organization', () => {
  it('has its name', async () => {
    const { namespace, ready } = await reconciled('acme');
    expect(namespace?.metadata.name).toBe('acme');
    expect(ready).toMatchObject({ status: 'True', reason: 'NamespaceCreated' });
  });

  it.each(['acme.corp', 'a'.repeat(64)])(
    'cannot be named "%s", which is reported',
    async name => {
      const { namespace, ready } = await reconciled(name);
      expect(namespace).toBeUndefined();
      expect(ready).toMatchObject({
        status: 'False',
        reason: 'InvalidConfiguration',
        message: expect.stringContaining(`metadata.name: "${name}"`),
      });
    },
  );
});
