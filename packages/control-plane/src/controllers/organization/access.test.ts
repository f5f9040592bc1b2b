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
import type { RoleBinding } from './role-bindings';

type Access = Organization['spec']['access'];

const withAccess = (access: Access) =>
  anOrganization('acme', withSpec({ access }));

const conditionOf = (cluster: InMemoryCluster) =>
  getCondition(
    cluster.get(organizationKind, { name: 'acme' })?.status?.conditions,
    'AccessApplied',
  );

async function reconcile(
  cluster: InMemoryCluster,
  roleBindings: InMemoryRoleBindings,
) {
  await reconcileUntilStable(cluster, [
    organizationKind,
    organizationReconciler({ clock: systemClock, roleBindings }),
  ]);
  return conditionOf(cluster);
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

  it('is recorded before the first RoleBinding, which a crash would leave behind', async () => {
    const cluster = new InMemoryCluster(withAccess(team));
    const recorded: (string | undefined)[] = [];
    class ObservedRoleBindings extends InMemoryRoleBindings {
      override async create(binding: RoleBinding) {
        recorded.push(conditionOf(cluster)?.reason);
        await super.create(binding);
      }
    }
    await reconcile(cluster, new ObservedRoleBindings());
    expect(recorded).toEqual(['AccessNotApplied', 'AccessNotApplied']);
  });

  it('does not change a RoleBinding to another role, whatever its labels', async () => {
    const roleBindings = new InMemoryRoleBindings();
    const cluster = new InMemoryCluster(withAccess(team));
    await reconcile(cluster, roleBindings);
    const [viewer] = (await roleBindings.list()).filter(
      ({ metadata }) => metadata.name === 'openchoreo-viewer',
    );
    const forged = {
      ...viewer,
      roleRef: { ...viewer.roleRef, name: 'openchoreo-admin' },
    };
    await roleBindings.create(forged);
    cluster.apply(withAccess([{ subject: 'user:mallory', role: 'viewer' }]));
    expect(await reconcile(cluster, roleBindings)).toMatchObject({
      status: 'False',
      reason: 'AccessNotApplied',
      message: expect.stringContaining('RoleBinding "openchoreo-viewer"'),
    });
    expect(roleBindings.subjects()['openchoreo-viewer']).toEqual([
      'ServiceAccount deployer',
    ]);
  });
});
