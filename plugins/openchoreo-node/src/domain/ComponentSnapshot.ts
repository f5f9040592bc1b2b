import type {
  ComponentRef,
  DeploymentAction,
  DeploymentState,
  PromotionGate,
  PromotionView,
  RequiredApproval,
  TaskSchedule,
} from '@promenade/backstage-plugin-openchoreo-common';

import type { BuildSnapshot } from './BuildSnapshot';

/**
 * The state of one component at one moment, independent of the OpenChoreo generation. Adapters create it; views read nothing
 * else.
 *
 * @public
 */
export interface ComponentSnapshot {
  ref: ComponentRef;
  displayName?: string;
  /** Such as `Service`. */
  type?: string;
  pipeline?: PipelineSnapshot;
  /** The environments that exist for the organization, by name. */
  environments: ReadonlyMap<string, EnvironmentSnapshot>;
  /** Its newest build. Its image is deployed to the first environment. */
  latestBuild?: BuildSnapshot;
  /** The contents of its next release. Undefined without a workload. */
  workload?: ReleaseContents;
  /** At most one for each environment. */
  deployments: readonly DeploymentSnapshot[];
  /** The actions of deployments that the generation has. All by default. */
  actions?: ReadonlySet<DeploymentAction['verb']>;
  /** Its standalone APIs, which are served without a deployment of the component. */
  apis: readonly APISnapshot[];
  /** The components that its connections name. */
  peers: readonly PeerSnapshot[];
  /** The environments that each managed resource of its connections defines, by name of the resource. */
  managedResources: ReadonlyMap<string, readonly string[]>;
  /** Its latest distinct releases, oldest first. */
  releases: readonly ReleaseSnapshot[];
  /**
   * Those that have not ended, and of each environment the latest ones and the last one that succeeded. Newest first. The whole
   * history is in the `PromotionSource`.
   */
  promotions: readonly PromotionView[];
  /** The commit that the first environment waits for, in a project whose bindings are committed. */
  commit?: CommitSnapshot;
  /** A problem of the component as a whole, such as a missing project. */
  problem?: Problem;
  /** One sentence for each invalid resource of the component, and for each kind that the backend may not read. */
  rejected: readonly string[];
  /** Why a capability is not available, in a sentence. */
  unavailable?: Partial<Record<Capability, string>>;
}

/**
 * A feature of a platform that depends on kinds which the backend must be able to read.
 *
 * @public
 */
export type Capability = 'deployments' | 'promotions';

/**
 * A standalone API in its environment.
 *
 * @public
 */
export interface APISnapshot {
  name: string;
  environment: string;
  state: 'Ready' | 'Progressing' | 'Failed';
  /** Undefined until the control plane has reconciled it. */
  ready?: ReadyCondition;
  endpoints: readonly EndpointAccess[];
}

/**
 * The target of a connection.
 *
 * @public
 */
export interface PeerSnapshot {
  project: string;
  component: string;
  /** The names of its endpoints by environment, for the environments where it is deployed. */
  endpoints: ReadonlyMap<string, readonly string[]>;
}

/**
 * A change of an environment that is committed, or about to be, and that a GitOps tool has not applied yet.
 *
 * @public
 */
export interface CommitSnapshot extends Problem {
  environment: string;
  state: 'Pending' | 'Committed' | 'Failed';
  /** ISO 8601 time. */
  since?: string;
}

/**
 * A reason for programs and a message for people.
 *
 * @public
 */
export interface Problem {
  reason: string;
  message: string;
}

/** @public */
export interface PipelineSnapshot {
  name: string;
  displayName?: string;
  /** Names of all environments, in promotion order. Components are deployed to the first one. */
  environments: readonly string[];
  /** In the order of their declaration. */
  edges: readonly PipelineEdge[];
}

/** @public */
export interface PipelineEdge {
  from: string;
  to: string;
  requiresApproval: boolean;
  /** The quality gates of the policies, which are pending. */
  gates?: readonly PromotionGate[];
  /** The approvals that a promotion needs. */
  approval?: RequiredApproval;
  /** Whether the target gets its previous release again when the new one is not healthy. */
  rollsBackAutomatically?: boolean;
  /** The approvals that a rollback of the target needs. */
  rollbackApproval?: RequiredApproval;
}

/** @public */
export interface EnvironmentSnapshot {
  name: string;
  displayName?: string;
  isProduction: boolean;
  dataPlane?: {
    name: string;
    simulated: boolean;
    unreachable?: Problem & { since?: string };
  };
}

/**
 * The desired and the observed state of a component in an environment.
 *
 * @public
 */
export interface DeploymentSnapshot {
  environment: string;
  /** Name and version of the resource that holds the desired state. */
  binding: { name: string; resourceVersion: string };
  /** Rises with every change of the desired state. */
  generation?: number;
  /** What deploys it: the kind of the binding, and the name of the Release that is rendered from it. */
  resources?: { bindingKind: string; release?: string };
  /** ISO 8601 time. */
  createdAt?: string;
  isBeingDeleted: boolean;
  /** The controller that writes the desired state, such as `Service greeter`. Promotions to it are not possible. */
  managedBy?: string;
  /** Entity ref of the user who requested the desired state. */
  requestedBy?: string;
  intent: 'Active' | 'Suspend' | 'Undeploy';
  contents: ReleaseContents;
  /** The overrides of the environment. */
  overrides?: EnvironmentOverrides;
  release?: { name?: string; hash: string };
  status: DeploymentStatus;
  ready?: ReadyCondition;
  /** Of a scheduled task. */
  schedule?: TaskSchedule;
  /** What is odd in the configuration and deployed all the same. */
  warning?: string;
  endpoints: readonly EndpointAccess[];
  /** Undefined while nothing has been rendered. */
  objects?: readonly ObservedObject[];
}

/**
 * The state of a deployment, derived by the adapter from the resources.
 *
 * @public
 */
export interface DeploymentStatus {
  state: DeploymentState;
  cause: StatusCause;
  /** With cause `ObjectHealth`: what keeps an object from becoming healthy, where that is known. */
  failure?: ObjectFailure;
  /** How many of the desired pods are ready. */
  pods?: { ready: number; total: number };
}

/**
 * The rule that determined the state of a deployment. Views have a sentence for each.
 *
 * @public
 */
export type StatusCause =
  /** The data plane does not answer. */
  | 'DataPlaneUnreachable'
  /** The objects are being deleted. */
  | 'Deleting'
  | 'Suspending'
  /** The controller has not observed the current generation yet. */
  | 'NotObserved'
  /** No controller has written a status for longer than is normal. */
  | 'NotReconciled'
  /** Reported ready before any object was observed. */
  | 'NoObjects'
  | 'Running'
  | 'Suspended'
  | 'Undeployed'
  /** The health of the objects. */
  | 'ObjectHealth'
  | 'ConnectionsPending'
  /** A resource that it refers to does not exist. It recovers when that is created. */
  | 'ReferenceNotFound'
  /** The desired state is invalid, or could not be applied. */
  | 'ReleaseFailed'
  /** The reason of the Ready condition is not known. */
  | 'UnknownReason';

/**
 * What keeps an object in the data plane from becoming healthy.
 *
 * @public
 */
export interface ObjectFailure {
  /** The reason that Kubernetes reports, such as `ImagePullBackOff`. */
  reason: string;
  message?: string;
  /** How many pods are affected, where that is known. */
  pods?: { affected: number; total: number };
  /** The image reference of the affected container, where that is known. */
  image?: string;
}

/** @public */
export interface ReadyCondition {
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  /** ISO 8601 time. */
  lastTransitionTime?: string;
  observedGeneration?: number;
}

/** @public */
export interface EndpointAccess {
  name: string;
  type: string;
  visibility: 'project' | 'organization' | 'public';
  url: string;
}

/**
 * The last observed state of an object in the data plane.
 *
 * @public
 */
export interface ObservedObject {
  kind: string;
  name: string;
  namespace?: string;
  health: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended' | 'Unknown';
  message?: string;
}

/** @public */
export interface ReleaseSnapshot {
  name: string;
  hash: string;
  /** ISO 8601 time. */
  createdAt?: string;
}

/**
 * The contents of a release that a promotion plan compares.
 *
 * @public
 */
export interface ReleaseContents {
  className?: string;
  containers: Readonly<Record<string, ContainerContents>>;
  endpoints: Readonly<Record<string, { type: string; port: number }>>;
  connections: Readonly<Record<string, ConnectionContents>>;
  apis: Readonly<Record<string, ApiContents>>;
  /**
   * Other settings by label, for people: the component type and its parameters; in the release that a component is deployed
   * from, also those that verbs change.
   */
  settings?: Readonly<Record<string, string>>;
}

/**
 * What an environment has in place of the values of a release.
 *
 * @public
 */
export interface EnvironmentOverrides {
  replicas?: number;
  schedule?: string;
  /** By container. Resources are JSON. */
  containers: Readonly<
    Record<string, { env: readonly EnvironmentVariable[]; resources?: string }>
  >;
  /** By API, as JSON. */
  apis: Readonly<Record<string, string>>;
}

/** @public */
export interface ContainerContents {
  /** The whole image reference. */
  image: string;
  /** Tag or shortened digest, for people. */
  tag: string;
  command?: readonly string[];
  args?: readonly string[];
  env: readonly EnvironmentVariable[];
}

/** @public */
export interface EnvironmentVariable {
  key: string;
  value?: string;
  from?: {
    source: 'configuration group' | 'secret';
    name: string;
    key: string;
  };
}

/** @public */
export interface ConnectionContents {
  type: string;
  params: Readonly<Record<string, string>>;
  injects: readonly string[];
}

/** @public */
export interface ApiContents {
  type: string;
  className?: string;
  exposeLevels: readonly string[];
  port?: number;
  basePath?: string;
}
