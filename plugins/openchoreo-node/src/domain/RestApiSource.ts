import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * What the REST API of OpenChoreo v0.3.2 reports of an object of the platform. The names of the fields are those of its responses.
 *
 * @public
 */
export interface RestApiItem {
  name: string;
  displayName: string;
  description: string;
  /** ISO 8601 time. */
  createdAt: string;
  /** `Ready`, `NotReady` or `Unknown`. */
  status: string;
}

/** @public */
export interface RestApiOrganization extends RestApiItem {
  namespace: string;
}

/** @public */
export interface RestApiProject extends RestApiItem {
  orgName: string;
  deploymentPipeline: string;
}

/** @public */
export interface RestApiPipeline extends RestApiItem {
  orgName: string;
  promotionPaths: readonly {
    sourceEnvironmentRef: string;
    targetEnvironmentRefs: readonly {
      name: string;
      requiresApproval: boolean;
      isManualApprovalRequired?: boolean;
    }[];
  }[];
}

/** @public */
export interface RestApiEnvironment extends RestApiItem {
  namespace: string;
  dataPlaneRef: string;
  isProduction: boolean;
  dnsPrefix: string;
}

/**
 * A data plane or build plane, without its credentials.
 *
 * @public
 */
export interface RestApiPlane extends RestApiItem {
  namespace: string;
  kubernetesClusterName: string;
  apiServerURL: string;
  observerURL?: string;
  registryPrefix?: string;
  registrySecretRef?: string;
  publicVirtualHost?: string;
  organizationVirtualHost?: string;
}

/** @public */
export interface RestApiComponent extends RestApiItem {
  orgName: string;
  projectName: string;
  type: string;
  buildConfig?: {
    repoUrl: string;
    repoBranch: string;
    componentPath: string;
    buildTemplateRef: string;
    buildTemplateParams?: readonly { name: string; value: string }[];
  };
}

/**
 * The specs of the resources that deploy a component. Literal values of the configuration are hidden.
 *
 * @public
 */
export interface RestApiComponentSpecs {
  service?: object;
  webApplication?: object;
  scheduledTask?: object;
  workload?: object;
}

/** @public */
export interface RestApiBinding {
  name: string;
  /** `Service`, `WebApplication`, `ScheduledTask`, or `Component` for a component with a component type. */
  type: string;
  componentName: string;
  projectName: string;
  orgName: string;
  environment: string;
  /** The version that a change of the state names. Not part of the response. */
  resourceVersion: string;
  status: {
    reason: string;
    message: string;
    /** `Active`, `Suspended`, `InProgress`, `Failed` or `NotYetDeployed`. */
    status: string;
    lastTransitioned: string;
  };
  endpoints: readonly object[];
  image: string;
  releaseState: string;
}

/** @public */
export interface RestApiBuild {
  name: string;
  uuid: string;
  componentName: string;
  projectName: string;
  orgName: string;
  commit: string;
  status: string;
  createdAt: string;
  image?: string;
}

/**
 * The resources that an organization has or may use, the shared ones included. Lists are in the order of the names, builds the newest
 * first.
 *
 * @public
 */
export interface RestApiOrganizationSource {
  readonly organization: RestApiOrganization;
  projects(): readonly RestApiProject[];
  /** The pipeline of a project. Undefined when the project or the pipeline does not exist. */
  pipelineOf(project: string): RestApiPipeline | undefined;
  /** The environment that the components of a project are deployed to. Undefined when it cannot be told. */
  firstEnvironmentOf(project: string): string | undefined;
  environments(): readonly RestApiEnvironment[];
  dataPlanes(): readonly RestApiPlane[];
  buildPlanes(): readonly RestApiPlane[];
  components(project: string): readonly RestApiComponent[];
  specsOf(
    ref: Pick<ComponentRef, 'project' | 'component'>,
  ): RestApiComponentSpecs;
  /** The name of the Workload of a component, and of the resource that deploys it. */
  namesOf(ref: Pick<ComponentRef, 'project' | 'component'>): {
    workload?: string;
    deployedBy?: string;
  };
  bindings(
    ref: Pick<ComponentRef, 'project' | 'component'>,
  ): readonly RestApiBinding[];
  builds(
    ref: Pick<ComponentRef, 'project' | 'component'>,
  ): readonly RestApiBuild[];
}

/**
 * The resources as the REST API of OpenChoreo v0.3.2 reports them.
 *
 * @public
 */
export interface RestApiSource {
  /** The names of all organizations, in no particular order. */
  organizations(): readonly string[];
  /**
   * Undefined when the organization does not exist.
   *
   * @param shownName - its name in the items. Its own by default.
   */
  organization(
    name: string,
    shownName?: string,
  ): RestApiOrganizationSource | undefined;
}

/** The resources of a platform that is of another generation. */
export const noRestApi: RestApiSource = {
  organizations: () => [],
  organization: () => undefined,
};
