import type {
  DeploymentAction,
  EndpointView,
  EnvironmentCard,
  ReleaseView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ago, card, release } from './builders';

/** The release that production runs. */
export const old: ReleaseView = {
  ...release('51be09d', 'greeter:1.3.0'),
  deployedAt: ago(60 * 24 * 9),
  deployedBy: 'user:default/sam.lee',
};
/** The release that is being promoted. */
export const current: ReleaseView = {
  ...release('7f3a2c1', 'greeter:1.4.2'),
  deployedAt: ago(47),
  deployedBy: 'user:default/jane.doe',
};

/** A promote action; disabled if there is a reason. */
export function promote(
  source: string,
  target: string,
  reason?: string,
): DeploymentAction {
  return { verb: 'Promote', source, target, enabled: !reason, reason };
}

/** The actions of a deployment that runs. */
export const runningActions: DeploymentAction[] = [
  { verb: 'Suspend', enabled: true },
  { verb: 'Restart', enabled: true },
  { verb: 'Roll back', enabled: true },
  { verb: 'Undeploy', enabled: true },
];

function address(environment: string): EndpointView {
  return {
    name: 'rest-api',
    type: 'REST',
    visibility: 'public',
    url: `https://${environment}.choreo.example.test/default/greeter`,
  };
}

/** The first environment of the sample pipeline. */
export const development = card('development', {
  release: current,
  comparison: [{ environment: 'staging', relation: 'same' }],
  endpoints: [address('dev')],
  objects: [
    { kind: 'Deployment', name: 'greeter-3f1a', health: 'Healthy' },
    { kind: 'Service', name: 'greeter', health: 'Healthy' },
    { kind: 'HTTPRoute', name: 'greeter-rest-api', health: 'Healthy' },
  ],
  progress: { ready: 1, total: 1 },
  actions: [
    { verb: 'Suspend', enabled: true },
    { verb: 'Restart', enabled: true },
    {
      verb: 'Roll back',
      enabled: false,
      reason: 'Nothing ran in development before.',
    },
    { verb: 'Undeploy', enabled: true },
  ],
});

/** The second environment of the sample pipeline. */
export const staging = card('staging', {
  release: current,
  since: ago(47),
  comparison: [{ environment: 'production', relation: 'ahead', by: 2 }],
  endpoints: [address('staging')],
  objects: development.objects,
  actions: [
    promote('development', 'staging', 'Staging runs 7f3a2c1 already.'),
    ...runningActions,
  ],
});

/** The last environment of the sample pipeline. */
export const production = card('production', {
  release: old,
  since: ago(60 * 24 * 9),
  endpoints: [
    address('www'),
    {
      name: 'metrics',
      type: 'TCP',
      visibility: 'project',
      url: 'greeter.dp-default-shop-production:9090',
    },
  ],
  objects: development.objects,
  actions: [promote('staging', 'production'), ...runningActions],
});

/** The fields of an environment without a deployment. */
export const empty: Partial<EnvironmentCard> & { state: 'NotDeployed' } = {
  state: 'NotDeployed',
  since: undefined,
  release: undefined,
  comparison: [],
  endpoints: [],
  objects: [],
  binding: undefined,
};

/** A pod with an image that cannot be pulled. */
export const brokenPods = {
  kind: 'Pod',
  health: 'Degraded',
  message:
    'Back-off pulling image "registry.test/shop/greeter:9": not found (ImagePullBackOff)',
} as const;
