import type {
  ComponentRef,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { PodTrouble } from '@promenade/openchoreo-model';

/**
 * All that is known of one component at one moment, in words that do not depend on how an OpenChoreo keeps it. An adapter
 * fills it; the views read nothing else.
 *
 * @public
 */
export interface ComponentSnapshot {
  ref: ComponentRef;
  displayName?: string;
  /** Such as `Service`. Undefined while the component itself cannot be seen. */
  type?: string;
  pipeline?: PipelineSnapshot;
  /** The environments that exist for the organization, by name. */
  environments: ReadonlyMap<string, EnvironmentSnapshot>;
  /** At most one for each environment. */
  deployments: readonly DeploymentSnapshot[];
  /** Its APIs that stand on their own: they are offered without anything of it running. */
  apis: readonly APISnapshot[];
  /** The components that its connections lead to, so far as they exist. */
  peers: readonly PeerSnapshot[];
  /** The environments that the managed resources which it connects to are described for, by resource. */
  managedResources: ReadonlyMap<string, readonly string[]>;
  /** The distinct releases that the component ever had, oldest first. */
  releases: readonly ReleaseSnapshot[];
  /** Newest first. */
  promotions: readonly PromotionView[];
  /** What is wrong with the component as a whole. */
  problem?: Problem;
  /** One sentence for each resource of the component that could not be used. */
  rejected: readonly string[];
}

/**
 * An API that stands on its own, where it is offered.
 *
 * @public
 */
export interface APISnapshot {
  name: string;
  environment: string;
  /** Undefined until the control plane has taken it up. */
  ready?: ReadyCondition;
  endpoints: readonly EndpointAccess[];
}

/**
 * What another component offers, and where it runs.
 *
 * @public
 */
export interface PeerSnapshot {
  project: string;
  component: string;
  /** The names of its endpoints by the environment in which it is meant to run. */
  endpoints: ReadonlyMap<string, readonly string[]>;
}

/**
 * Why something is not as it should be: a word for programs and a sentence for people.
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
  /** In the order of their declaration. */
  edges: readonly PipelineEdge[];
}

/** @public */
export interface PipelineEdge {
  from: string;
  to: string;
  requiresApproval: boolean;
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
 * What should run in an environment, and what is known of what does.
 *
 * @public
 */
export interface DeploymentSnapshot {
  environment: string;
  /** Name and version of the resource that a change of state is written to. */
  binding: { name: string; resourceVersion: string };
  /** ISO 8601 time. */
  createdAt?: string;
  /** The version of what is asked for, as far as the platform counts it. */
  generation?: number;
  isBeingDeleted: boolean;
  /** What else decides on it, such as `Service greeter`: nothing can be promoted over that. */
  managedBy?: string;
  /** Entity ref of who asked for what is now, where that is known. */
  requestedBy?: string;
  intent: 'Active' | 'Suspend' | 'Undeploy';
  contents: ReleaseContents;
  /** The release that it runs. */
  release?: { name?: string; hash: string };
  ready?: ReadyCondition;
  endpoints: readonly EndpointAccess[];
  /** Undefined while nothing has been rendered. */
  objects?: readonly ObservedObject[];
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
 * An object in the data plane, as it was last seen there.
 *
 * @public
 */
export interface ObservedObject {
  kind: string;
  name: string;
  namespace?: string;
  health: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended' | 'Unknown';
  message?: string;
  /** What keeps its pods from running. */
  trouble?: PodTrouble;
  /** The status that the object has in the data plane, unread. */
  status?: unknown;
}

/** @public */
export interface ReleaseSnapshot {
  name: string;
  hash: string;
  /** ISO 8601 time. */
  createdAt?: string;
}

/**
 * What a release is made of, so far as a person would compare it.
 *
 * @public
 */
export interface ReleaseContents {
  className?: string;
  containers: Readonly<Record<string, ContainerContents>>;
  endpoints: Readonly<Record<string, { type: string; port: number }>>;
  connections: Readonly<Record<string, ConnectionContents>>;
  apis: Readonly<Record<string, ApiContents>>;
}

/** @public */
export interface ContainerContents {
  image: string;
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
