import { kinds, signingKeySecret } from '@promenade/openchoreo-model';
import { readKindsOf } from '../../cmd/controller-set';
import {
  clusterRoleOf,
  organizationRoles,
  type OrganizationRole,
} from '../../core/access/organization-access';
import { isJsonList, jsonAt } from '../../runtime/json';
import { readManifests } from '../__testUtils__/deploy-manifests';

function listAt(value: unknown, ...path: string[]): readonly unknown[] {
  const found = jsonAt(value, ...path);
  return isJsonList(found) ? found : [];
}

describe('the permissions of the control plane', () => {
  const [kustomization] = readManifests('control-plane/kustomization.yaml');
  const manifests = listAt(kustomization, 'resources').flatMap(file =>
    readManifests(`control-plane/${file}`),
  );
  /** It is there to be bound by who uses registry Secrets. */
  const registryRole = 'promenade-registry';
  const isBound = ({ metadata: { name } }: (typeof manifests)[number]) =>
    name !== registryRole;

  it('do not include the role for registry Secrets until it is bound', () => {
    expect(
      manifests.filter(
        binding => jsonAt(binding, 'roleRef', 'name') === registryRole,
      ),
    ).toEqual([]);
  });

  it('allow reading credentials only in namespaces where they are bound', () => {
    const reading = manifests
      .filter(({ kind }) => kind === 'ClusterRole')
      .filter(isBound)
      .filter(role =>
        listAt(role, 'rules').some(
          rule =>
            listAt(rule, 'resources').includes('secrets') &&
            listAt(rule, 'verbs').includes('get'),
        ),
      )
      .map(role => jsonAt(role, 'metadata', 'name'));
    expect(reading).toEqual(['promenade-credentials']);
    expect(
      manifests
        .filter(binding => reading.includes(jsonAt(binding, 'roleRef', 'name')))
        .map(({ kind, metadata }) => [kind, metadata.namespace]),
    ).toEqual([['RoleBinding', 'default']]);
  });

  it('allow creating a Secret only beside the signing key, and reading it by name', () => {
    const { namespace, name } = signingKeySecret;
    const roles = manifests.filter(
      ({ kind }) => kind === 'Role' || kind === 'ClusterRole',
    );
    const secretRules = roles.filter(isBound).flatMap(role =>
      listAt(role, 'rules')
        .filter(rule => listAt(rule, 'resources').includes('secrets'))
        .map(rule => ({
          role: `${role.kind} ${role.metadata.name}`,
          namespace: role.metadata.namespace,
          names: listAt(rule, 'resourceNames'),
          verbs: listAt(rule, 'verbs'),
        })),
    );
    expect(secretRules.filter(rule => rule.verbs.includes('create'))).toEqual([
      {
        role: 'Role promenade-signing-key',
        namespace,
        names: [],
        verbs: ['create'],
      },
    ]);
    expect(secretRules.filter(rule => rule.namespace === namespace)).toEqual([
      expect.objectContaining({ names: [name], verbs: ['get'] }),
      expect.objectContaining({ names: [], verbs: ['create'] }),
    ]);
  });

  describe('of the roles of an organization', () => {
    const roles = new Map(
      manifests
        .filter(({ kind }) => kind === 'ClusterRole')
        .map(role => [role.metadata.name, listAt(role, 'rules')]),
    );
    /** The resources that a role writes, as `group/plural`. */
    const writes = (role: OrganizationRole) =>
      (roles.get(clusterRoleOf(role)) ?? [])
        .filter(rule => listAt(rule, 'verbs').includes('create'))
        .flatMap(rule =>
          listAt(rule, 'apiGroups').flatMap(group =>
            listAt(rule, 'resources').map(plural => `${group}/${plural}`),
          ),
        );
    const derived = new Set(
      ['Endpoint', 'Release', 'DeployableArtifact', 'Deployment'].concat(
        kinds.map(({ kind }) => kind).filter(kind => kind.endsWith('Binding')),
      ),
    );

    it('are those that the control plane may bind', () => {
      expect(
        (roles.get('promenade-control-plane') ?? []).find(rule =>
          listAt(rule, 'verbs').includes('bind'),
        ),
      ).toMatchObject({
        resources: ['clusterroles'],
        resourceNames: organizationRoles.map(clusterRoleOf),
      });
      expect(
        organizationRoles.map(role => roles.has(clusterRoleOf(role))),
      ).toEqual(organizationRoles.map(() => true));
    });

    it('let an admin write each kind of the organization that is not derived', () => {
      expect(writes('admin').sort()).toEqual(
        kinds
          .filter(
            ({ kind, scope }) => scope === 'Namespaced' && !derived.has(kind),
          )
          .map(({ group, plural }) => `${group}/${plural}`)
          .sort(),
      );
    });

    it('let a developer write some of these, and a viewer none', () => {
      expect(writes('admin')).toEqual(
        expect.arrayContaining(writes('developer')),
      );
      expect(writes('developer')).not.toContain(
        'delivery.openchoreo.dev/promotionpolicies',
      );
      expect(writes('viewer')).toEqual([]);
    });
  });
});

describe('the permissions of the controllers of promotions beside OpenChoreo 1.x', () => {
  const [role] = readManifests('promotion/cluster-role.yaml');
  /** What a verb is allowed for, as `group/plural`. */
  const allowed = (verb: string) =>
    listAt(role, 'rules')
      .filter(rule => listAt(rule, 'verbs').includes(verb))
      .flatMap(rule =>
        listAt(rule, 'apiGroups').flatMap(group =>
          listAt(rule, 'resources').map(plural => `${group}/${plural}`),
        ),
      )
      .sort();

  it.each(['get', 'list', 'watch'])('are to %s what they cache', verb => {
    expect(allowed(verb)).toEqual(
      readKindsOf('release-binding-promotion')
        .map(({ group, plural }) => `${group}/${plural}`)
        .sort(),
    );
  });

  it('are to change promotions and ReleaseBindings, and nothing else of OpenChoreo', () => {
    const changed = ['create', 'update', 'patch', 'delete']
      .flatMap(allowed)
      .filter(resource => resource.startsWith('openchoreo.dev/'));
    expect([...new Set(changed)]).toEqual(['openchoreo.dev/releasebindings']);
    expect(allowed('delete')).toEqual(['delivery.openchoreo.dev/promotions']);
  });

  it('are to create promotions, which automatic ones are', () => {
    expect(allowed('create')).toContain('delivery.openchoreo.dev/promotions');
  });
});
