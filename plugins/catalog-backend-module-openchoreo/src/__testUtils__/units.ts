import type {
  ApiClassUnit,
  ApiUnit,
  CatalogUnitBase,
  ComponentTypeUnit,
  ComponentUnit,
  DeploymentPipelineUnit,
  DeploymentUnit,
  EndpointUnit,
  EnvironmentUnit,
  ManagedResourceUnit,
  OrganizationUnit,
  PlaneUnit,
  ProjectUnit,
} from '@promenade/backstage-plugin-openchoreo-node';

const base = (
  resourceKind: string,
  name: string,
  organization = 'acme',
): CatalogUnitBase => ({ organization, name, resourceKind, owners: [] });

/** An annotation of the component `stock`, or of another resource, that names an owner. */
export const anOwner = (
  value: string,
  kind = 'Component',
  name = 'stock',
): CatalogUnitBase['owners'][number] => ({ value, declaredBy: { kind, name } });

export const anOrganization = (name = 'acme'): OrganizationUnit => ({
  type: 'organization',
  ...base('Organization', name, name),
});

export const aProject = (parts: Partial<ProjectUnit> = {}): ProjectUnit => ({
  type: 'project',
  ...base('Project', 'shop'),
  deploymentPipeline: 'main',
  ...parts,
});

export const aComponent = (
  name: string,
  parts: Partial<ComponentUnit> = {},
): ComponentUnit => ({
  type: 'component',
  ...base('Component', name),
  project: 'shop',
  componentType: 'Service',
  endpoints: [],
  apis: [],
  ...parts,
  connections: {
    components: [],
    endpoints: [],
    managedResources: [],
    ...parts.connections,
  },
});

/** A deployment whose endpoint `api` has a public address. */
export const aDeployment = (
  environment: string,
  parts: Partial<DeploymentUnit> = {},
): DeploymentUnit => ({
  environment: { organization: 'acme', name: environment },
  isProduction: environment === 'production',
  addresses: [
    {
      endpoint: 'api',
      visibility: 'public',
      url: `https://${environment}.example.test/api`,
    },
  ],
  ...parts,
});

/** A REST endpoint `api` of the Workload of a component. */
export const anEndpoint = (
  component: string,
  parts: Partial<EndpointUnit> = {},
): EndpointUnit => ({
  name: 'api',
  type: 'REST',
  port: 8080,
  declaredBy: { kind: 'Workload', name: `${component}-workload` },
  ...parts,
});

export const anApi = (
  name: string,
  component: string,
  parts: Partial<ApiUnit> = {},
): ApiUnit => ({
  type: 'api',
  ...base('API', name),
  project: 'shop',
  component,
  apiType: 'REST',
  target: 'https://books.example.test',
  ...parts,
});

export const anEnvironment = (
  name: string,
  dataPlane: EnvironmentUnit['dataPlane'],
): EnvironmentUnit => ({
  type: 'environment',
  ...base('Environment', name),
  dataPlane,
});

export const aDataPlane = (name: string, organization?: string): PlaneUnit => ({
  type: 'data-plane',
  ...base('DataPlane', name, organization),
});

export const aPipeline = (
  ...environments: string[]
): DeploymentPipelineUnit => ({
  type: 'deployment-pipeline',
  ...base('DeploymentPipeline', 'main'),
  environments: environments.map(name => ({ organization: 'acme', name })),
});

export const aManagedResource = (
  name: string,
  parts: Partial<ManagedResourceUnit> = {},
): ManagedResourceUnit => ({
  type: 'managed-resource',
  ...base('ManagedResource', name),
  resourceType: 'postgres',
  ...parts,
});

/** A ServiceClass. */
export const aClass = (name: string): ComponentTypeUnit => ({
  type: 'service-class',
  ...base('ServiceClass', name),
  selection: { type: 'Service', className: name },
  inputs: ['image', 'endpoints'],
  rules: [],
});

export const aComponentType = (
  name: string,
  parts: Partial<ComponentTypeUnit> = {},
): ComponentTypeUnit => ({
  type: 'component-type',
  ...base('ComponentType', name),
  selection: {
    componentType: { kind: 'ComponentType', name: `deployment/${name}` },
  },
  inputs: ['image', 'environmentVariables'],
  rules: [],
  ...parts,
});

export const anApiClass = (name: string): ApiClassUnit => ({
  type: 'api-class',
  ...base('APIClass', name),
});
