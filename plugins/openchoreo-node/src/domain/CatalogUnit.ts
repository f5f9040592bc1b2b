/**
 * The types of catalog units. They equal the types of `PlatformObject`, which name the entity of a unit.
 *
 * @public
 */
export const catalogUnitTypes = [
  'organization',
  'project',
  'component',
  'api',
  'environment',
  'data-plane',
  'cluster-data-plane',
  'build-plane',
  'deployment-pipeline',
  'managed-resource',
  'service-class',
  'web-application-class',
  'scheduled-task-class',
  'component-type',
  'cluster-component-type',
  'api-class',
] as const;

/** @public */
export type CatalogUnitType = (typeof catalogUnitTypes)[number];

/**
 * Identifies a catalog unit. The organization of a unit of type `organization` is its own name, and that of a cluster-scoped
 * resource, such as one of type `cluster-component-type`, is the shared one.
 *
 * @public
 */
export interface CatalogUnitKey {
  type: CatalogUnitType;
  organization: string;
  name: string;
}

/**
 * Why the entities of a unit are missing or not updated, or which part of its resource has no effect on them.
 *
 * @public
 */
export interface CatalogUnitProblem {
  /** The field of the entity, such as `metadata.name`. Empty for the unit as a whole. */
  path: string;
  message: string;
}

/**
 * A resource that the catalog shows, independent of the OpenChoreo generation. It holds identity, ownership and relations, and
 * no state.
 *
 * @public
 */
export type CatalogUnit =
  | OrganizationUnit
  | ProjectUnit
  | ComponentUnit
  | ApiUnit
  | EnvironmentUnit
  | PlaneUnit
  | DeploymentPipelineUnit
  | ManagedResourceUnit
  | ComponentTypeUnit
  | ApiClassUnit;

/** @public */
export interface CatalogUnitBase {
  organization: string;
  name: string;
  /** Kubernetes kind and uid of the resource. */
  resourceKind: string;
  uid?: string;
  displayName?: string;
  description?: string;
  /** All annotations of the resource. */
  annotations?: Readonly<Record<string, string>>;
  /**
   * What the resource, and then each resource that it belongs to, names as owner, with the Kubernetes kind and name of the
   * resource that does. Entity refs or names of groups, not validated: the first valid one counts.
   */
  owners: readonly {
    value: string;
    declaredBy: { kind: string; name: string };
  }[];
}

/** @public */
export interface OrganizationUnit extends CatalogUnitBase {
  type: 'organization';
  /** Whether the control plane has created its namespace. Nothing can be created in the organization before. */
  hasNamespace?: boolean;
  /** The organization whose resources all organizations of its control plane may use. `default` by default. */
  sharedOrganization?: string;
}

/** @public */
export interface ProjectUnit extends CatalogUnitBase {
  type: 'project';
  deploymentPipeline: string;
  /** The annotations of its default delivery, not validated. */
  deliveryAnnotations?: Readonly<Record<string, string>>;
}

/** @public */
export interface ComponentUnit extends CatalogUnitBase {
  type: 'component';
  project: string;
  /** Such as `Service`. */
  componentType: string;
  /** The component type or class that it names, unless that is the class `default`. */
  definedBy?: TypeRef;
  /** A lifecycle of the catalog, such as `experimental`, as the component or its project names it. */
  lifecycle?: string;
  /** In the order of the names of the environments. A suspended or failed deployment is one, and an undeployed one is not. */
  deployments?: readonly DeploymentUnit[];
  /** Label selector of the Kubernetes objects of its deployments. Undefined while all of these are on simulated data planes. */
  objectSelector?: string;
  source?: { repositoryUrl: string; branch: string; path: string };
  /** In the order of their names. */
  endpoints: readonly EndpointUnit[];
  /** Names of its standalone APIs, each of which is a unit of its own. */
  apis: readonly string[];
  connections: {
    /** Names of components of the same organization. */
    components: readonly string[];
    endpoints: readonly { component: string; endpoint: string }[];
    /** Names of managed resources of the same organization that exist. */
    managedResources: readonly string[];
  };
}

/**
 * A component or standalone API in an environment.
 *
 * @public
 */
export interface DeploymentUnit {
  environment: SharedResourceRef;
  isProduction: boolean;
  /** Addresses of its endpoints at gateways, the widest visibility of an endpoint first. None on a simulated data plane. */
  addresses: readonly {
    endpoint: string;
    visibility: Exclude<EndpointVisibility, 'project'>;
    url: string;
  }[];
}

/**
 * Who may call an endpoint: components of its project, of its organization, or everybody.
 *
 * @public
 */
export type EndpointVisibility = 'project' | 'organization' | 'public';

/** @public */
export interface EndpointUnit {
  name: string;
  /** Such as `REST` or `gRPC`. */
  type: string;
  port: number;
  /** Such as `v1`. */
  version?: string;
  /** Undefined where the generation does not say. */
  visibility?: readonly EndpointVisibility[];
  /** The definition of the API, such as an OpenAPI document. */
  definition?: string;
  /** What the definition says it is, such as `REST` or `GraphQL`. */
  definitionType?: string;
  /** Kubernetes kind and name of the resource that declares it. */
  declaredBy: { kind: string; name: string };
}

/**
 * A standalone API.
 *
 * @public
 */
export interface ApiUnit extends CatalogUnitBase {
  type: 'api';
  project: string;
  component: string;
  /** Such as `REST`. */
  apiType: string;
  /** Such as `v1`. */
  version?: string;
  /** Undefined where the generation does not say. */
  visibility?: readonly EndpointVisibility[];
  lifecycle?: string;
  deployments?: readonly DeploymentUnit[];
  /** What it forwards requests to, for people. */
  target: string;
}

/**
 * A resource of the platform that may be shared between organizations.
 *
 * @public
 */
export interface SharedResourceRef {
  organization: string;
  name: string;
}

/**
 * A class or component type.
 *
 * @public
 */
export interface TypeRef extends SharedResourceRef {
  type: ComponentTypeUnit['type'];
}

/** @public */
export interface EnvironmentUnit extends CatalogUnitBase {
  type: 'environment';
  /** The type is `data-plane` by default. */
  dataPlane?: SharedResourceRef & {
    type?: 'data-plane' | 'cluster-data-plane';
  };
  isProduction?: boolean;
}

/** @public */
export interface PlaneUnit extends CatalogUnitBase {
  type: 'data-plane' | 'cluster-data-plane' | 'build-plane';
}

/** @public */
export interface DeploymentPipelineUnit extends CatalogUnitBase {
  type: 'deployment-pipeline';
  environments: readonly SharedResourceRef[];
  /** Its promotions by the names of the environments, in the order of the resource. */
  promotions?: readonly { source: string; target: string }[];
}

/** @public */
export interface ManagedResourceUnit extends CatalogUnitBase {
  type: 'managed-resource';
  project?: string;
  /** Such as `postgres`. */
  resourceType: string;
}

/**
 * An input of `create-component` that depends on the class or component type.
 *
 * @public
 */
export type ComponentTypeInput =
  | 'image'
  | 'port'
  | 'endpoints'
  | 'replicas'
  | 'schedule'
  | 'timeZone'
  | 'command'
  | 'args'
  | 'environmentVariables';

/**
 * A class or a component type: what components are created with.
 *
 * @public
 */
export interface ComponentTypeUnit extends CatalogUnitBase {
  type:
    | 'service-class'
    | 'web-application-class'
    | 'scheduled-task-class'
    | 'component-type'
    | 'cluster-component-type';
  /** The inputs of `create-component` that select it. */
  selection:
    | {
        type: 'Service' | 'WebApplication' | 'ScheduledTask';
        className: string;
      }
    | { componentType: { kind: string; name: string } };
  /** The inputs of `create-component` that make sense for its components, besides those of every component. */
  inputs: readonly ComponentTypeInput[];
  /** The schema of its parameters in the format of OpenAPI v3, not validated. Undefined when it has none. */
  parameterSchema?: unknown;
  /** The traits that its components may add. */
  traits?: readonly TypeTrait[];
  /** What else its components must satisfy, in sentences. */
  rules: readonly string[];
  /** What it names as its template: an entity ref, not validated, or `none`. Undefined when its template is to be generated. */
  template?: string;
}

/**
 * A trait that the components of a type may add.
 *
 * @public
 */
export interface TypeTrait {
  kind: string;
  name: string;
  displayName?: string;
  description?: string;
  /** The schema of its parameters, as of a type. */
  parameterSchema?: unknown;
}

/**
 * A class of APIs: the policies that an API is exposed with.
 *
 * @public
 */
export interface ApiClassUnit extends CatalogUnitBase {
  type: 'api-class';
  /** As of a component type. */
  template?: string;
}
