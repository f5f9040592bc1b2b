import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  entityNameOf,
  openchoreoAnnotations,
  originLocation,
  reads,
  verbs,
  type Operation,
  type PlatformObject,
} from '@promenade/backstage-plugin-openchoreo-common';
import { aComponent, aDeployment } from '../__testUtils__/snapshots';
import type { ComponentUnit } from '../domain/CatalogUnit';
import {
  catalogModuleMock,
  noOverviews,
  noPromotions,
  openChoreoServiceMock,
} from '../testUtils';
import { OpenChoreoViews } from '../views/OpenChoreoViews';
import { Authorization } from './Authorization';

const organization = 'acme';
const input = { organization, project: 'shop' };

/** The components of the organization, with the environments that they are deployed to. */
const components = [
  { name: 'greeter', project: 'shop', environments: ['staging', 'production'] },
  { name: 'cart', project: 'shop', environments: ['development'] },
  { name: 'crane', project: 'harbour', environments: ['production'] },
];

function unitOf({
  name,
  project,
}: Pick<ComponentUnit, 'name' | 'project'>): ComponentUnit {
  return {
    type: 'component',
    organization,
    name,
    project,
    resourceKind: 'Component',
    uid: 'uid',
    owners: [],
    componentType: 'Service',
    endpoints: [],
    apis: [],
    connections: { components: [], endpoints: [], managedResources: [] },
  };
}

function entityOf(
  object: PlatformObject,
  origin: string = originLocation,
): Entity {
  const { kind, ...metadata } = entityNameOf(object);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      ...metadata,
      annotations: {
        'backstage.io/managed-by-origin-location': origin,
        [openchoreoAnnotations.uid]: 'uid',
      },
    },
  };
}

const shop = entityOf({ type: 'project', organization, name: 'shop' });

describe('the authorization of what concerns a whole project', () => {
  const permissions = mockServices.permissions.mock();
  const work = jest.fn();

  const requested = () =>
    permissions.authorize.mock.calls[0][0].map(request => [
      request.permission.name,
      request.resourceRef,
    ]);

  /** @param denied - the resource ref that the policy denies */
  function deleteProject(denied?: string, entities = [shop]) {
    return authorize(verbs.deleteProject, { denied, entities });
  }

  function authorize(
    operation: Operation,
    {
      denied,
      entities = [shop],
    }: { denied?: string; entities?: Entity[] } = {},
  ) {
    permissions.authorize.mockImplementation(async requests =>
      requests.map(({ resourceRef }) => ({
        result:
          denied !== undefined && resourceRef === denied
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    );
    // The policy decides on each resource.
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.DENY })),
    );
    const openChoreo = openChoreoServiceMock();
    const authorization = new Authorization({
      auth: mockServices.auth(),
      auditor: mockServices.auditor.mock(),
      catalog: catalogServiceMock({ entities }),
      catalogModule: catalogModuleMock(),
      openChoreo: {
        ...openChoreo,
        catalogUnits: {
          ...openChoreo.catalogUnits,
          list: type =>
            components.map(({ name }) => ({ type, organization, name })),
          get: ({ type, name }) => {
            const found = components.find(each => each.name === name);
            return type === 'component' && found ? unitOf(found) : undefined;
          },
        },
        views: new OpenChoreoViews({
          snapshot: ref =>
            aComponent({
              ref,
              deployments: components
                .filter(({ name }) => name === ref.component)
                .flatMap(({ environments }) =>
                  environments.map(environment => aDeployment(environment)),
                ),
            }),
          organization: () => undefined,
          projects: () => [],
          overviews: noOverviews,
          freshness: () => ({ status: 'live' }),
          promotions: noPromotions,
        }),
      },
      permissions,
      userInfo: mockServices.userInfo(),
    });
    const credentials = mockCredentials.user('user:default/ada');
    const caller = { credentials, door: 'rest' } as const;
    return authorization.dryRun(operation, input, caller, work);
  }

  beforeEach(() => jest.clearAllMocks());

  it('needs the permissions for the project and for each of its components', async () => {
    await deleteProject();
    expect(requested()).toEqual([
      ['openchoreo.project.delete', 'system:acme/shop'],
      ['openchoreo.component.delete', 'component:acme/greeter'],
      ['openchoreo.environment.deploy', 'acme/shop/greeter/staging'],
      ['openchoreo.environment.deploy', 'acme/shop/greeter/production'],
      ['openchoreo.component.delete', 'component:acme/cart'],
      ['openchoreo.environment.deploy', 'acme/shop/cart/development'],
    ]);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('of a read of values needs those for every environment of the pipeline', async () => {
    await authorize(reads.migrateProject);
    expect(requested()).toEqual([
      ['openchoreo.platform.read', undefined],
      ['openchoreo.configuration.read', 'component:acme/greeter'],
      ['openchoreo.environment.observe', 'acme/shop/greeter/staging'],
      ['openchoreo.environment.observe', 'acme/shop/greeter/production'],
      ['openchoreo.environment.observe', 'acme/shop/greeter/development'],
      ['openchoreo.configuration.read', 'component:acme/cart'],
      ['openchoreo.environment.observe', 'acme/shop/cart/development'],
      ['openchoreo.environment.observe', 'acme/shop/cart/staging'],
      ['openchoreo.environment.observe', 'acme/shop/cart/production'],
    ]);
  });

  it.each([
    'system:acme/shop',
    'component:acme/cart',
    'acme/shop/greeter/production',
  ])('is rejected without a permission for %s', async denied => {
    await expect(deleteProject(denied)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(denied),
    });
    expect(work).not.toHaveBeenCalled();
  });

  it.each<PlatformObject>([
    { type: 'project', organization, name: 'shop' },
    { type: 'component', organization, name: 'cart' },
  ])(
    'is rejected when somebody else has registered the entity of the $type',
    async object => {
      const origin = 'url:https://git.example.com/mallory/catalog.yaml';
      const entities = [
        ...(object.type === 'project' ? [] : [shop]),
        entityOf(object, origin),
      ];
      await expect(deleteProject(undefined, entities)).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('is not from the control plane'),
      });
      expect(work).not.toHaveBeenCalled();
    },
  );
});
