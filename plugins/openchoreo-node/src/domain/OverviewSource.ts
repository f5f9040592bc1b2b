import type { BuildSnapshot } from './BuildSnapshot';
import type {
  BuildList,
  ComponentRef,
  PromotionPolicyView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ApiClassSnapshot } from './ApiClassSnapshot';
import type { SharedResourceRef } from './CatalogUnit';
import type { CellSnapshot } from './CellSnapshot';
import type {
  ComponentSnapshot,
  EnvironmentSnapshot,
  PipelineSnapshot,
} from './ComponentSnapshot';
import type { ProjectScope } from './ProjectSnapshot';

/**
 * The parts of a component that its state in each environment is derived from. Its promotions are those that have not ended.
 *
 * @public
 */
export type ComponentDeployments = Pick<
  ComponentSnapshot,
  | 'ref'
  | 'displayName'
  | 'type'
  | 'pipeline'
  | 'deployments'
  | 'apis'
  | 'promotions'
  | 'problem'
> & {
  /** The environments that exist for the organization, by name. */
  environments: ReadonlyMap<string, EnvironmentDetails>;
};

/**
 * Which components to list: those of an organization or a project, or those that are deployed to environments. The deployments are
 * then those in the environments.
 *
 * @public
 */
export type DeploymentScope =
  | { organization: string; project?: string }
  | { environments: readonly SharedResourceRef[] };

/**
 * A data plane, of an organization or of the cluster.
 *
 * @public
 */
export interface DataPlaneRef extends SharedResourceRef {
  /** `data-plane` by default. */
  type?: 'data-plane' | 'cluster-data-plane';
}

/**
 * An environment with the organization that it belongs to.
 *
 * @public
 */
export interface EnvironmentDetails extends EnvironmentSnapshot {
  organization: string;
  policies?: EnvironmentPolicies;
  dataPlane?: NonNullable<EnvironmentSnapshot['dataPlane']> & {
    /** Undefined when the data plane does not exist. */
    organization?: string;
    /** `data-plane` by default. */
    type?: DataPlaneRef['type'];
    displayName?: string;
  };
}

/**
 * Restrictions on deployments to an environment.
 *
 * @public
 */
export interface EnvironmentPolicies {
  requireApproval?: boolean;
  maxReplicas?: number;
  /** Regular expression. */
  allowedImages?: string;
  /** Undefined for all. */
  allowedClasses?: readonly string[];
}

/**
 * What a cell may use and uses: quantities of Kubernetes, by resource name.
 *
 * @public
 */
export interface CellQuotaDetails {
  organization: string;
  project: string;
  environment: string;
  namespace?: string;
  hard: Readonly<Record<string, string>>;
  used: Readonly<Record<string, string>>;
}

/** @public */
export interface PipelineDetails extends PipelineSnapshot {
  organization: string;
  /** A verb that changes the pipeline is rejected when its spec was changed since this version. */
  resourceVersion?: string;
  /** Undefined where the platform has none. */
  policies?: readonly PromotionPolicyView[];
}

/**
 * A data plane or build plane.
 *
 * @public
 */
export interface PlaneDetails extends DataPlaneRef {
  displayName?: string;
  isSimulated: boolean;
  /** Undefined until the control plane has tried to reach it. */
  reachable?: {
    status: 'True' | 'False' | 'Unknown';
    message: string;
    /** ISO 8601 time. */
    since?: string;
  };
}

/** @public */
export interface BuildDetails extends BuildSnapshot {
  component: ComponentRef;
  /** ISO 8601 time. */
  createdAt?: string;
}

/**
 * What a component is built from, and its newest builds.
 *
 * @public
 */
export type ComponentBuilds = Omit<BuildList, 'asOf' | 'stale'>;

/**
 * The resources that the pages of organizations, projects, environments, planes and pipelines show. Reads are lookups in indexes. A
 * list of components costs as much as the components that it has.
 *
 * @public
 */
export interface OverviewSource {
  /** The names of all organizations, in no particular order. */
  organizations(): readonly string[];
  /** All planes, in no particular order. */
  planes(): {
    dataPlanes: readonly DataPlaneRef[];
    buildPlanes: readonly SharedResourceRef[];
  };
  /** The newest builds of an organization, the newest first. */
  newestBuilds(organization: string): readonly BuildDetails[];
  /** In no particular order. */
  deployments(
    scope: DeploymentScope,
    now: Date,
  ): readonly ComponentDeployments[];
  /** A project in one environment. Undefined when the project does not exist. */
  cell(
    scope: Required<ProjectScope>,
    environment: string,
  ): CellSnapshot | undefined;
  /** The classes of the APIs of a component in an environment, by the names of the APIs. Absent where there are none. */
  apiClasses?(
    ref: ComponentRef,
    environment: string,
  ): ReadonlyMap<string, ApiClassSnapshot>;
  /** The environments that an organization may use: its own and the shared ones, in no particular order. */
  environments(organization: string): readonly EnvironmentDetails[];
  environment(ref: SharedResourceRef): EnvironmentDetails | undefined;
  /** The quotas of the cells in an environment, in no particular order. */
  quotas(environment: SharedResourceRef): readonly CellQuotaDetails[];
  /** In no particular order. */
  pipelines(organization: string): readonly PipelineDetails[];
  /** The pipelines of all organizations that an environment is part of, in no particular order. */
  pipelinesOf(environment: SharedResourceRef): readonly PipelineDetails[];
  dataPlane(
    ref: DataPlaneRef,
  ):
    | (PlaneDetails & { environments: readonly EnvironmentDetails[] })
    | undefined;
  /** With its builds, the newest first. */
  buildPlane(
    ref: SharedResourceRef,
  ): (PlaneDetails & { builds: readonly BuildDetails[] }) | undefined;
  /** The value of a key of a configuration group in an environment. Undefined when it has none there. */
  configurationValue(
    organization: string,
    environment: string,
    group: { name: string; key: string },
  ): { readonly plain: string } | { readonly vaultKey: string } | undefined;
  /** The newest builds of a component. Undefined when the component does not exist. */
  builds(ref: ComponentRef, limit: number): ComponentBuilds | undefined;
}

/** The overviews of a platform that has none. */
export const noOverviews: OverviewSource = {
  organizations: () => [],
  planes: () => ({ dataPlanes: [], buildPlanes: [] }),
  newestBuilds: () => [],
  deployments: () => [],
  cell: () => undefined,
  environments: () => [],
  environment: () => undefined,
  quotas: () => [],
  pipelines: () => [],
  pipelinesOf: () => [],
  dataPlane: () => undefined,
  buildPlane: () => undefined,
  builds: () => undefined,
  configurationValue: () => undefined,
};
