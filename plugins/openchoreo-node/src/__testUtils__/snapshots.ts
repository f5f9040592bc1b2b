import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import {
  deploymentPipelineKind,
  environmentsOf,
  type ReleaseResourceStatus,
} from '@promenade/openchoreo-model';
import { apiState } from '../class-binding/apis';
import {
  deploymentStatus,
  observedObject,
  type DeploymentEvidence,
} from '../adapter-base/deploymentStatus';
import type {
  APISnapshot,
  ComponentSnapshot,
  DeploymentSnapshot,
  EnvironmentSnapshot,
  PipelineEdge,
} from '../domain/ComponentSnapshot';

/** The current time of the tests. */
export const now = new Date('2026-03-01T12:00:00Z');

/** A component with a pipeline of development, staging and production, and no deployment. */
export function aComponent(
  parts: Partial<Omit<ComponentSnapshot, 'environments' | 'pipeline'>> & {
    edges?: readonly PipelineEdge[];
    environments?: readonly EnvironmentSnapshot[];
  } = {},
): ComponentSnapshot {
  const {
    edges = [edge('development', 'staging'), edge('staging', 'production')],
    environments = [
      anEnvironment('development'),
      anEnvironment('staging'),
      anEnvironment('production', { isProduction: true }),
    ],
    ...rest
  } = parts;
  return {
    ref: { organization: 'acme', project: 'shop', component: 'greeter' },
    type: 'Service',
    pipeline: {
      name: 'default',
      edges,
      environments: environmentsOf(pipelineWith(edges)),
    },
    environments: new Map(environments.map(item => [item.name, item])),
    deployments: [],
    apis: [],
    peers: [],
    managedResources: new Map(),
    releases: [],
    promotions: [],
    rejected: [],
    ...rest,
  };
}

/** A pipeline with one promotion path for each edge. */
function pipelineWith(edges: readonly PipelineEdge[]) {
  return deploymentPipelineKind.schema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'DeploymentPipeline',
    metadata: { name: 'default', namespace: 'acme' },
    spec: {
      promotionPaths: edges.map(({ from, to }) => ({
        sourceEnvironmentRef: from,
        targetEnvironmentRefs: [{ name: to }],
      })),
    },
  });
}

export function edge(
  from: string,
  to: string,
  requiresApproval = false,
): PipelineEdge {
  return { from, to, requiresApproval };
}

export function anEnvironment(
  name: string,
  parts: Partial<EnvironmentSnapshot> = {},
): EnvironmentSnapshot {
  return {
    name,
    isProduction: false,
    dataPlane: { name: 'default', simulated: true },
    ...parts,
  };
}

/** An object of a Release as the control plane reports it. */
export type ReportedObject = Pick<
  ReleaseResourceStatus,
  'kind' | 'name' | 'namespace' | 'healthStatus' | 'trouble' | 'status'
>;

/** A part of a deployment, with what its status is derived from. */
export type DeploymentParts = Partial<
  Omit<DeploymentSnapshot, 'status' | 'objects'> &
    Pick<DeploymentEvidence, 'generation' | 'isDataPlaneUnreachable'>
> & { objects?: readonly ReportedObject[] };

/** A deployment of release `aaaaaaaa…` that is ready. */
export function aDeployment(
  environment: string,
  {
    generation,
    isDataPlaneUnreachable = false,
    ...parts
  }: DeploymentParts = {},
): DeploymentSnapshot {
  const { objects, ...deployment } = {
    environment,
    binding: { name: `greeter-${environment}`, resourceVersion: '7' },
    createdAt: '2026-03-01T10:00:00Z',
    isBeingDeleted: false,
    intent: 'Active' as const,
    contents: {
      className: 'default',
      containers: {
        main: { image: 'registry.test/app:9', tag: '9', env: [] },
      },
      endpoints: {},
      connections: {},
      apis: {},
    },
    release: { name: 'greeter-default-aaaaaaaa', hash: 'a'.repeat(64) },
    ready: {
      status: 'True' as const,
      reason: 'ResourcesActive',
      message: 'All 1 resources are deployed and healthy',
      lastTransitionTime: '2026-03-01T11:58:00Z',
    },
    endpoints: [],
    objects: [aWorkload('Healthy')],
    ...parts,
  };
  return {
    ...deployment,
    objects: objects?.map(observedObject),
    status: deploymentStatus({
      ...deployment,
      generation,
      isDataPlaneUnreachable,
      resources: objects,
      now,
    }),
  };
}

/** A deployment whose Ready condition is False. */
export function anUnreadyDeployment(
  reason: string,
  message: string,
  parts: DeploymentParts = {},
): DeploymentSnapshot {
  const lastTransitionTime = '2026-03-01T11:59:00Z';
  const ready = {
    status: 'False' as const,
    reason,
    message,
    lastTransitionTime,
  };
  return aDeployment('development', { ready, ...parts });
}

export function aWorkload(
  healthStatus: string,
  parts: Partial<ReportedObject> = {},
): ReportedObject {
  return {
    kind: 'Deployment',
    name: 'greeter-1',
    namespace: 'cell',
    healthStatus,
    ...parts,
  };
}

/** A standalone API in development. */
export function anApi(
  ready: APISnapshot['ready'],
  endpoints: APISnapshot['endpoints'] = [],
): APISnapshot {
  return {
    name: 'weather',
    environment: 'development',
    state: apiState(ready),
    ready,
    endpoints,
  };
}

export function aPromotion(parts: Partial<PromotionView> = {}): PromotionView {
  return {
    name: 'greeter-to-staging',
    type: 'Promote',
    isRequesterVerified: true,
    gates: [],
    approvals: [],
    transitions: [],
    from: 'development',
    to: 'staging',
    phase: 'Progressing',
    steps: [],
    startedAt: '2026-03-01T11:59:30Z',
    ...parts,
  };
}
