import { systemClock } from '@promenade/kube-client';
import {
  getCondition,
  organizationKind,
  type Organization,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  anOrganization,
  reconcileUntilStable,
  withSpec,
} from '../../test/__testUtils__';
import { InMemoryRoleBindings } from '../../test/__testUtils__/in-memory-role-bindings';
import { organizationReconciler } from './reconcile';

type Access = Organization['spec']['access'];

const withAccess = (access: Access) =>
  anOrganization('acme', withSpec({ access }));

async function reconcile(
  cluster: InMemoryCluster,
  roleBindings: InMemoryRoleBindings,
) {
  await reconcileUntilStable(cluster, [
    organizationKind,
    organizationReconciler({ clock: systemClock, roleBindings }),
  ]);
  return getCondition(
    cluster.get(organizationKind, { name: 'acme' })?.status?.conditions,
    'AccessApplied',
  );
}

const team: Access = [
  { subject: 'group:team-a', role: 'developer' },
  { subject: 'user:ana', role: 'developer' },
  { subject: 'serviceaccount:ci/deployer', role: 'viewer' },
];

describe('the access of an organization', () => {
  it('is a RoleBinding for each role, which follows the field', async () => {
    const roleBindings = new InMemoryRoleBindings();
    const cluster = new InMemoryCluster(withAccess(team));
    expect(await reconcile(cluster, roleBindings)).toMatchObject({
      status: 'True',
      reason: 'AccessApplied',
      message: '3 subjects have roles in the organization',
    });
    expect(roleBindings.subjects()).toEqual({
      'openchoreo-developer': ['Group team-a', 'User ana'],
      'openchoreo-viewer': ['ServiceAccount deployer'],
    });

    cluster.apply(withAccess([{ subject: 'user:ana', role: 'admin' }]));
    await reconcile(cluster, roleBindings);
    expect(roleBindings.subjects()).toEqual({
      'openchoreo-admin': ['User ana'],
    });

    cluster.apply(withAccess(undefined));
    expect(await reconcile(cluster, roleBindings)).toBeUndefined();
    expect(roleBindings.subjects()).toEqual({});
  });

  it('needs no request without the field', async () => {
    const roleBindings = new InMemoryRoleBindings();
    await reconcile(new InMemoryCluster(withAccess([])), roleBindings);
    expect(roleBindings.requests).toBe(0);
  });

  it('stays as it is while an entry has a problem', async () => {
    const roleBindings = new InMemoryRoleBindings();
    const cluster = new InMemoryCluster(withAccess(team));
    await reconcile(cluster, roleBindings);
    const before = roleBindings.subjects();
    cluster.apply(
      withAccess([
        { subject: 'ana', role: 'admin' },
        { subject: 'user:ben', role: 'king' },
      ]),
    );
    expect(await reconcile(cluster, roleBindings)).toMatchObject({
      status: 'False',
      reason: 'InvalidConfiguration',
      message: [
        'spec.access[0].subject: "ana" is not a subject; write it like user:ana, group:team-a or serviceaccount:namespace/name',
        'spec.access[1].role: "king" is not a role; use one of viewer, developer, admin',
        'the access stays as it is',
      ].join('; '),
    });
    expect(roleBindings.subjects()).toEqual(before);
  });

  it('does not change a RoleBinding of somebody else', async () => {
    const roleBindings = new InMemoryRoleBindings(['openchoreo-admin']);
    const cluster = new InMemoryCluster(
      withAccess([{ subject: 'user:ana', role: 'admin' }]),
    );
    expect(await reconcile(cluster, roleBindings)).toMatchObject({
      status: 'False',
      reason: 'AccessNotApplied',
      message:
        'RoleBinding "openchoreo-admin" of namespace "acme" is managed by somebody else; delete or rename it',
    });
    expect(roleBindings.subjects()).toEqual({});
  });
});
