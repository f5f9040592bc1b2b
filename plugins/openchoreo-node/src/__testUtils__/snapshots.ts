import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
  EnvironmentSnapshot,
  ObservedObject,
  PipelineEdge,
} from '../domain/ComponentSnapshot';

/** The present of the tests. */
export const now = new Date('2026-03-01T12:00:00Z');

/** A component on its way from development over staging to production, with nothing deployed. */
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
    pipeline: { name: 'default', edges },
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

/** A deployment of release `aaaaaaaa…` that is ready. */
export function aDeployment(
  environment: string,
  parts: Partial<DeploymentSnapshot> = {},
): DeploymentSnapshot {
  return {
    environment,
    binding: { name: `greeter-${environment}`, resourceVersion: '7' },
    createdAt: '2026-03-01T10:00:00Z',
    isBeingDeleted: false,
    intent: 'Active',
    contents: {
      className: 'default',
      containers: { main: { image: 'registry.test/app:9', env: [] } },
      endpoints: {},
      connections: {},
      apis: {},
    },
    release: { name: 'greeter-default-aaaaaaaa', hash: 'a'.repeat(64) },
    ready: {
      status: 'True',
      reason: 'ResourcesActive',
      message: 'All 1 resources are deployed and healthy',
      lastTransitionTime: '2026-03-01T11:58:00Z',
    },
    endpoints: [],
    objects: [aWorkload('Healthy')],
    ...parts,
  };
}

/** A deployment whose Ready condition is False. */
export function anUnreadyDeployment(
  reason: string,
  message: string,
  parts: Partial<DeploymentSnapshot> = {},
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
  health: ObservedObject['health'],
  parts: Partial<ObservedObject> = {},
): ObservedObject {
  return {
    kind: 'Deployment',
    name: 'greeter-1',
    namespace: 'cell',
    health,
    ...parts,
  };
}

export function aPromotion(parts: Partial<PromotionView> = {}): PromotionView {
  return {
    name: 'greeter-to-staging',
    from: 'development',
    to: 'staging',
    phase: 'RollingOut',
    steps: [],
    startedAt: '2026-03-01T11:59:30Z',
    ...parts,
  };
}
