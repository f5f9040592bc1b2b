import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnit, ComponentUnit } from '../domain/CatalogUnit';
import { readJoinMode, type JoinMode } from '../domain/joinRules';
import { catalogModuleMock, openChoreoServiceMock } from '../testUtils';
import { Authorization } from './Authorization';
import { ComponentEntities } from './ComponentEntities';

const team = 'group:default/shop-team';
const fileRef = 'component:default/greeting-service';

const aComponent = (parts: Partial<ComponentUnit> = {}): ComponentUnit => ({
  type: 'component',
  organization: 'acme',
  project: 'shop',
  name: 'greeter',
  uid: 'uid-1',
  resourceKind: 'Component',
  componentType: 'Service',
  owners: [{ value: team, declaredBy: { kind: 'Component', name: 'greeter' } }],
  endpoints: [],
  apis: [],
  connections: { components: [], endpoints: [], managedResources: [] },
  ...parts,
});

/** The entity of a file, as the catalog module enriches it. */
const joinedEntity = (
  annotations: Record<string, string> = {},
  owner = team,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name: 'greeting-service',
    annotations: {
      'backstage.io/managed-by-origin-location': 'url:https://git.example.com',
      'openchoreo.dev/organization': 'acme',
      'openchoreo.dev/project': 'shop',
      'openchoreo.dev/component': 'greeter',
      'openchoreo.dev/uid': 'uid-1',
      'openchoreo.dev/claim': 'accepted',
      'openchoreo.dev/joined': 'acme/shop/greeter',
      ...annotations,
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner },
});

interface Host {
  entities: Entity[];
  component?: CatalogUnit;
  joinMode?: JoinMode;
  isModuleInstalled?: boolean;
  maxAgeMs?: number;
}

function hostWith({
  entities,
  component = aComponent(),
  joinMode = 'confirmed',
  isModuleInstalled = true,
  maxAgeMs = 60_000,
}: Host) {
  const openChoreo = openChoreoServiceMock();
  const catalogUnits = {
    ...openChoreo.catalogUnits,
    get: ({ type, name }: { type: string; name: string }) =>
      type === component.type && name === component.name
        ? component
        : undefined,
  };
  const services = {
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
    catalogModule: catalogModuleMock(isModuleInstalled),
  };
  const components = new ComponentEntities({
    ...services,
    catalogUnits,
    joinMode,
    maxAgeMs,
  });
  return {
    components,
    authorizationWith: (permissions = mockServices.permissions()) =>
      new Authorization({
        ...services,
        auditor: mockServices.auditor.mock(),
        componentEntities: components,
        openChoreo: { ...openChoreo, catalogUnits },
        permissions,
        userInfo: mockServices.userInfo(),
      }),
  };
}

const name = { organization: 'acme', name: 'greeter' };
const ownRef = 'component:acme/greeter';

describe('ComponentEntities', () => {
  const refIn = (host: Host) => hostWith(host).components.refOf(name);

  it('is not stopped by a read that never ends', async () => {
    const catalog = catalogServiceMock({ entities: [joinedEntity()] });
    const getEntities = jest.fn(catalog.getEntities.bind(catalog));
    getEntities.mockReturnValueOnce(new Promise(() => {}));
    const components = new ComponentEntities({
      auth: mockServices.auth(),
      catalog: { getEntities },
      catalogModule: catalogModuleMock(),
      catalogUnits: {
        get: key => (key.type === 'component' ? aComponent() : undefined),
      },
      joinMode: 'confirmed',
      maxSharedMs: 0,
    });
    void components.refOf(name);
    expect(await components.refOf(name)).toBe(fileRef);
    expect(await components.refOf(name)).toBe(fileRef);
    expect(getEntities).toHaveBeenCalledTimes(2);
  });

  it('finds the entity that has joined a component', async () => {
    expect(await refIn({ entities: [joinedEntity()] })).toBe(fileRef);
    expect(await refIn({ entities: [] })).toBe(ownRef);
  });

  it.each<[string, Host]>([
    ['of another owner', { entities: [joinedEntity({}, 'mallory')] }],
    [
      'marked for another component',
      { entities: [joinedEntity({ 'openchoreo.dev/joined': 'acme/shop/x' })] },
    ],
    ['with join: none', { entities: [joinedEntity()], joinMode: 'none' }],
    [
      'in a host without the catalog module, where anybody can mark it',
      { entities: [joinedEntity()], isModuleInstalled: false },
    ],
    [
      'of a component that names another one',
      {
        entities: [joinedEntity()],
        component: aComponent({
          annotations: { 'openchoreo.dev/entity-ref': 'component:default/x' },
        }),
      },
    ],
    [
      'of a component in another project',
      { entities: [joinedEntity()], component: aComponent({ project: 'x' }) },
    ],
    [
      'that is one of two',
      {
        entities: [
          joinedEntity(),
          {
            ...joinedEntity(),
            metadata: { ...joinedEntity().metadata, name: 'second' },
          },
        ],
      },
    ],
  ])('does not trust an entity %s', async (_, host) => {
    expect(await refIn(host)).toBe(ownRef);
  });

  it('reads all with one query until they are too old', async () => {
    const entities = [joinedEntity()];
    const catalog = catalogServiceMock.mock();
    catalog.getEntities.mockResolvedValue({ items: entities });
    const components = new ComponentEntities({
      auth: mockServices.auth(),
      catalog,
      catalogModule: catalogModuleMock(),
      catalogUnits: { get: () => aComponent() },
      joinMode: 'confirmed',
      maxAgeMs: 60_000,
    });
    await Promise.all([components.refs(), components.refs()]);
    await components.refOf(name);
    expect(catalog.getEntities).toHaveBeenCalledTimes(1);
  });

  it('reads again after a failure', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntities.mockRejectedValueOnce(new Error('unreachable'));
    catalog.getEntities.mockResolvedValue({ items: [joinedEntity()] });
    const components = new ComponentEntities({
      auth: mockServices.auth(),
      catalog,
      catalogModule: catalogModuleMock(),
      catalogUnits: { get: () => aComponent() },
      joinMode: 'confirmed',
    });
    await expect(components.refOf(name)).rejects.toThrow('unreachable');
    expect(await components.refOf(name)).toBe(fileRef);
  });
});

describe('Authorization with entities that have joined components', () => {
  const credentials = mockCredentials.user('user:default/ada');
  const caller = { credentials, door: 'rest' } as const;
  const input = {
    organization: 'acme',
    project: 'shop',
    component: 'greeter',
    from: 'development',
    to: 'staging',
  };
  const work = jest.fn();

  beforeEach(() => jest.clearAllMocks());

  /** A policy that allows what is decided on some entities. */
  function policyFor(...allowed: string[]) {
    const permissions = mockServices.permissions.mock();
    permissions.authorize.mockImplementation(async requests =>
      requests.map((request: AuthorizePermissionRequest) => ({
        result:
          request.resourceRef?.startsWith('component:') &&
          !allowed.includes(request.resourceRef)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    );
    return permissions;
  }

  const promote = (host: Host, ...allowed: string[]) =>
    hostWith(host)
      .authorizationWith(policyFor(...allowed))
      .dryRun(verbs.promoteComponent, input, caller, work);

  it('decides on the joined entity', async () => {
    const host = { entities: [joinedEntity()] };
    await promote(host, fileRef);
    expect(work).toHaveBeenCalledTimes(1);
    await expect(promote(host, ownRef)).rejects.toThrow(
      `for ${fileRef}. Ask the platform team`,
    );
    const { authorizationWith } = hostWith(host);
    const component = {
      organization: 'acme',
      project: 'shop',
      component: 'greeter',
    };
    const canRead = (...allowed: string[]) =>
      authorizationWith(policyFor(...allowed)).canRead(
        [component],
        credentials,
      );
    expect(await canRead(fileRef)).toEqual([true]);
    expect(await canRead(ownRef)).toEqual([false]);
  });

  it('gives no rights by an entity that the component has not accepted', async () => {
    const claiming = joinedEntity({}, 'user:default/ada');
    await expect(promote({ entities: [claiming] }, fileRef)).rejects.toThrow(
      `for ${ownRef}. Ask the platform team`,
    );
    // Also when it has the name of the component's own entity.
    const sameName = {
      ...claiming,
      metadata: { ...claiming.metadata, namespace: 'acme', name: 'greeter' },
    };
    await expect(promote({ entities: [sameName] }, ownRef)).rejects.toThrow(
      'is not from the control plane, and the component has not accepted it',
    );
    expect(work).not.toHaveBeenCalled();
  });

  it('checks the entity that the policy has decided on, though the owner of the file changes meanwhile', async () => {
    const entity = joinedEntity();
    const host = hostWith({ entities: [entity], maxAgeMs: 0 });
    const permissions = mockServices.permissions.mock();
    permissions.authorize.mockImplementation(async requests => {
      entity.spec = { ...entity.spec, owner: 'user:default/ada' };
      return requests.map(() => ({ result: AuthorizeResult.ALLOW }));
    });
    await expect(
      host
        .authorizationWith(permissions)
        .dryRun(verbs.promoteComponent, input, caller, work),
    ).rejects.toThrow(
      `${fileRef} in the catalog is not from the control plane`,
    );
    expect(work).not.toHaveBeenCalled();
  });

  it('rejects an entity of an earlier component', async () => {
    const host = {
      entities: [joinedEntity({ 'openchoreo.dev/uid': 'uid-0' })],
    };
    await expect(promote(host, fileRef)).rejects.toThrow('of an earlier');
  });
});

describe('readJoinMode', () => {
  const read = (join?: string) =>
    readJoinMode(
      mockServices.rootConfig({
        data: {
          catalog: { providers: { openchoreo: { ...(join && { join }) } } },
        },
      }),
    );

  it('is confirmed by default, and rejects other words', () => {
    expect(read()).toBe('confirmed');
    expect(read('all')).toBe('all');
    expect(() => read('always')).toThrow(
      'catalog.providers.openchoreo.join is "always"; it must be one of confirmed, all, none',
    );
  });
});
