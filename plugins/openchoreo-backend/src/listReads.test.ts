import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import {
  openChoreoServiceRef,
  OpenChoreoViews,
  type CatalogUnitKey,
  type ComponentDeployments,
  type ProjectSnapshot,
} from '@promenade/backstage-plugin-openchoreo-node';
import {
  noOverviews,
  noPromotions,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import request from 'supertest';
import { aSnapshot } from './__testUtils__/promotionRecords';
import openChoreoPlugin from './index';

const components = ['cart', 'checkout', 'hidden', 'web'];
const projects = ['books', 'secret', 'shop'].map(
  (name): ProjectSnapshot => ({
    organization: 'acme',
    name,
    environments: [],
    components: name === 'shop' ? components : [],
  }),
);
const denied = new Set(['system:acme/secret', 'component:acme/hidden']);

describe('the lists of projects and components', () => {
  let backend: TestBackend;
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(wanted => ({
        result:
          'resourceRef' in wanted && denied.has(wanted.resourceRef ?? '')
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
  });
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(() => undefined),
    }),
    getEntities: async () => ({ items: [] }),
    getEntityByRef: async () => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: {
        name: 'shop',
        annotations: {
          'backstage.io/managed-by-origin-location': 'openchoreo:control-plane',
        },
      },
    }),
  });

  beforeAll(async () => {
    const openChoreo = openChoreoServiceMock({
      views: new OpenChoreoViews({
        freshness: () => ({ status: 'live' }),
        snapshot: ref => aSnapshot(ref),
        organization: name =>
          name === 'acme'
            ? { name, environments: [], configurationGroups: [] }
            : undefined,
        promotions: noPromotions,
        overviews: {
          ...noOverviews,
          deployments: () => components.map(deploymentsOf),
        },
        projects: ({ organization = 'acme', project }) =>
          projects.filter(
            each =>
              each.organization === organization &&
              (!project || each.name === project),
          ),
      }),
      catalogUnits: {
        ...openChoreoServiceMock().catalogUnits,
        get: unitOf,
      },
    });
    backend = await startTestBackend({
      features: [
        openChoreoPlugin,
        permissions.factory,
        catalog.factory,
        createServiceFactory({
          service: openChoreoServiceRef,
          deps: {},
          factory: () => openChoreo,
        }),
      ],
    });
  });

  beforeEach(() => permissions.authorize.mockClear());

  afterAll(() => backend.stop());

  const get = (path: string) =>
    request(backend.server).get(`/api/openchoreo${path}`);

  it('have the projects that the caller may see, decided at once', async () => {
    const { body } = await get('/projects');
    const list = reads.listProjects.output.parse(body);
    expect(list.projects).toMatchObject([
      { organization: 'acme', name: 'books', componentCount: 0 },
      { organization: 'acme', name: 'shop', componentCount: 4 },
    ]);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it('have the projects of an organization', async () => {
    const { body } = await get('/projects?organization=globex');
    expect(body).toEqual({ projects: [] });
  });

  it('have where components run, without those that the caller may not see, decided at once', async () => {
    const { body } = await get(
      '/deployments?components=acme/shop/cart,acme/shop/hidden',
    );
    const list = reads.listDeployments.output.parse(body);
    expect(list.components).toMatchObject([
      {
        component: 'cart',
        deployments: [
          { environment: 'staging', state: 'NotDeployed' },
          { environment: 'production', state: 'NotDeployed' },
        ],
      },
    ]);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it('reject what is no list of components', async () => {
    const { status } = await get('/deployments?components=acme/cart');
    expect(status).toBe(400);
  });

  it('have the components of a project that the caller may see, decided at once', async () => {
    const { body } = await get('/organizations/acme/projects/shop/components');
    const list = reads.listComponents.output.parse(body);
    expect(list.components.map(({ name }) => name)).toEqual([
      'cart',
      'checkout',
      'web',
    ]);
    expect(list.components[0].environments).toMatchObject([
      { environment: 'staging', state: 'NotDeployed', images: [] },
      { environment: 'production', state: 'NotDeployed', images: [] },
    ]);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it('have an overview of an organization, decided at once', async () => {
    const { status, body } = await get('/organizations/acme');
    expect(status).toBe(200);
    const overview = reads.getOrganization.output.parse(body);
    expect(overview.projects).toMatchObject([
      { name: 'books', componentCount: 0 },
      {
        name: 'shop',
        componentCount: 3,
        states: [{ state: 'NotDeployed', count: 3 }],
      },
    ]);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it('have an overview of a project, decided at once', async () => {
    const { body } = await get('/organizations/acme/projects/shop');
    const overview = reads.getProject.output.parse(body);
    expect(
      overview.components.map(({ name, entityRef }) => [name, entityRef]),
    ).toEqual([
      ['cart', 'component:acme/cart'],
      ['checkout', 'component:acme/checkout'],
      ['web', 'component:acme/web'],
    ]);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it.each([
    '/environments/moon',
    '/data-planes/moon',
    '/build-planes/moon',
    '/pipelines/moon',
  ])('tell that %s does not exist', async path => {
    const { status, body } = await get(`/organizations/acme${path}`);
    expect(status).toBe(404);
    expect(body.error.message).toMatch(/^There is no .* moon/);
  });

  it('tell that a project does not exist', async () => {
    const { status, body } = await get(
      '/organizations/acme/projects/moon/components',
    );
    expect(status).toBe(404);
    expect(body.error.message).toBe('There is no project moon in acme');
  });
});

/** A component that is deployed nowhere. */
function deploymentsOf(component: string): ComponentDeployments {
  return {
    ref: { organization: 'acme', project: 'shop', component },
    environments: new Map(),
    deployments: [],
    apis: [],
    promotions: [],
  };
}

/** The unit of each project and component. */
function unitOf({ type, organization, name }: CatalogUnitKey) {
  const base = { organization, name, resourceKind: 'Any', owners: [] };
  if (type === 'component' && components.includes(name)) {
    return {
      ...base,
      type,
      project: 'shop',
      componentType: 'Service',
      endpoints: [],
      apis: [],
      connections: { components: [], endpoints: [], managedResources: [] },
    };
  }
  return type === 'project' && projects.some(each => each.name === name)
    ? { ...base, type, deploymentPipeline: 'default' }
    : undefined;
}
