import {
  organizationsIn,
  type OrganizationPath,
} from '../__testUtils__/organizationPaths';
import { catalogUnitTypes, type CatalogUnit } from '../domain/CatalogUnit';
import type { ComponentDeployments } from '../domain/OverviewSource';
import type { PlatformChange } from '../domain/PlatformChange';
import {
  renameInChange,
  renameInDeployments,
  renameInKey,
  renameInUnit,
} from './renameOrganizations';

const rename = (organization: string) => `us-${organization}`;

const base = { organization: 'acme', name: 'thing', owners: [] };
const inEnvironment = {
  environment: { organization: 'default', name: 'staging' },
  isProduction: false,
  addresses: [],
};

const components: CatalogUnit = {
  ...base,
  type: 'component',
  resourceKind: 'Component',
  project: 'shop',
  componentType: 'Service',
  definedBy: {
    type: 'cluster-component-type',
    organization: 'default',
    name: 'web',
  },
  deployments: [inEnvironment],
  objectSelector: 'organization-name=acme',
  endpoints: [],
  apis: [],
  connections: { components: [], endpoints: [], managedResources: [] },
};

const componentType = {
  ...base,
  resourceKind: 'ComponentType',
  selection: { componentType: { kind: 'ComponentType', name: 'web' } },
  inputs: [],
  rules: [],
};

const units: Record<CatalogUnit['type'], CatalogUnit> = {
  organization: {
    ...base,
    type: 'organization',
    name: 'acme',
    resourceKind: 'Organization',
  },
  component: components,
  api: {
    ...base,
    type: 'api',
    resourceKind: 'API',
    project: 'shop',
    component: 'books',
    apiType: 'REST',
    target: 'https://books.test',
    deployments: [inEnvironment],
  },
  environment: {
    ...base,
    type: 'environment',
    resourceKind: 'Environment',
    dataPlane: { organization: 'default', name: 'local' },
  },
  'deployment-pipeline': {
    ...base,
    type: 'deployment-pipeline',
    resourceKind: 'DeploymentPipeline',
    environments: [{ organization: 'default', name: 'staging' }],
  },
  project: {
    ...base,
    type: 'project',
    resourceKind: 'Project',
    deploymentPipeline: 'default',
  },
  'data-plane': { ...base, type: 'data-plane', resourceKind: 'DataPlane' },
  'cluster-data-plane': {
    ...base,
    type: 'cluster-data-plane',
    resourceKind: 'ClusterDataPlane',
  },
  'build-plane': { ...base, type: 'build-plane', resourceKind: 'BuildPlane' },
  'managed-resource': {
    ...base,
    type: 'managed-resource',
    resourceKind: 'ManagedResource',
    resourceType: 'postgres',
  },
  'service-class': { ...componentType, type: 'service-class' },
  'web-application-class': { ...componentType, type: 'web-application-class' },
  'scheduled-task-class': { ...componentType, type: 'scheduled-task-class' },
  'component-type': { ...componentType, type: 'component-type' },
  'cluster-component-type': {
    ...componentType,
    type: 'cluster-component-type',
  },
  'api-class': { ...base, type: 'api-class', resourceKind: 'APIClass' },
};

/** TypeScript rejects this for a type with another member that has the name of an organization. */
const unitPaths: {
  [U in CatalogUnit as U['type']]: Record<OrganizationPath<U>, true>;
} = {
  organization: { organization: true },
  project: { organization: true },
  component: {
    organization: true,
    'definedBy.organization': true,
    'deployments.environment.organization': true,
  },
  api: { organization: true, 'deployments.environment.organization': true },
  environment: { organization: true, 'dataPlane.organization': true },
  'data-plane': { organization: true },
  'cluster-data-plane': { organization: true },
  'build-plane': { organization: true },
  'deployment-pipeline': {
    organization: true,
    'environments.organization': true,
  },
  'managed-resource': { organization: true },
  'service-class': { organization: true },
  'web-application-class': { organization: true },
  'scheduled-task-class': { organization: true },
  'component-type': { organization: true },
  'cluster-component-type': { organization: true },
  'api-class': { organization: true },
};

describe('the names of organizations', () => {
  it.each(Object.values(units).map(unit => [unit.type, unit] as const))(
    'are renamed in a unit of type %s and in what it refers to',
    (_, unit) => {
      const before = organizationsIn(unit);
      expect(new Set(before.map(({ path }) => path))).toEqual(
        new Set(Object.keys(unitPaths[unit.type])),
      );
      const renamed = renameInUnit(rename, unit);
      expect(organizationsIn(renamed)).toEqual(
        before.map(({ path, organization }) => ({
          path,
          organization: `us-${organization}`,
        })),
      );
      expect(renamed.name).toBe(
        unit.type === 'organization' ? 'us-acme' : unit.name,
      );
    },
  );

  it('stay in the selector of the objects of a component', () => {
    expect(renameInUnit(rename, components)).toMatchObject({
      objectSelector: 'organization-name=acme',
    });
  });

  it('are renamed in the keys of all types', () => {
    for (const type of catalogUnitTypes) {
      const key = { type, organization: 'acme', name: 'acme' };
      expect(renameInKey(rename, key)).toEqual({
        type,
        organization: 'us-acme',
        name: type === 'organization' ? 'us-acme' : 'acme',
      });
    }
  });

  it('are renamed in changes', () => {
    const change: PlatformChange = {
      type: 'updated',
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'Workload',
      namespace: 'acme',
      name: 'acme',
      components: ['acme/shop/greeter'],
    };
    expect(renameInChange(rename, change)).toEqual({
      ...change,
      namespace: 'us-acme',
      components: ['us-acme/shop/greeter'],
    });
    const { namespace, components: _, ...clusterScoped } = change;
    const organization = { ...clusterScoped, kind: 'Organization' };
    expect(renameInChange(rename, organization)).toMatchObject({
      name: 'us-acme',
    });
    expect(renameInChange(rename, clusterScoped)).toMatchObject({
      name: 'acme',
    });
  });

  it('are renamed in deployments, with the environments and their data planes', () => {
    const deployments: ComponentDeployments = {
      ref: { organization: 'acme', project: 'shop', component: 'greeter' },
      environments: new Map([
        [
          'staging',
          {
            organization: 'default',
            name: 'staging',
            isProduction: false,
            dataPlane: {
              organization: 'default',
              name: 'local',
              simulated: true,
            },
          },
        ],
      ]),
      deployments: [],
      apis: [],
      promotions: [],
    };
    const renamed = organizationsIn(renameInDeployments(rename, deployments));
    expect(renamed.map(({ organization }) => organization)).toEqual([
      'us-acme',
      'us-default',
      'us-default',
    ]);
  });
});
