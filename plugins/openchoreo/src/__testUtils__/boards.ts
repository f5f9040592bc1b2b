import type {
  DeployBoard,
  DeploymentAction,
  EndpointView,
  EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ago, board, card, promotion, release } from './builders';

const old = release('51be09d', 'greeter:1.3.0');
const current = release('7f3a2c1', 'greeter:1.4.2');

/** A promotion that can be asked for, or why not. */
function promote(
  source: string,
  target: string,
  reason?: string,
): DeploymentAction {
  return { verb: 'Promote', source, target, enabled: !reason, reason };
}

function address(environment: string): EndpointView {
  return {
    name: 'rest-api',
    type: 'REST',
    visibility: 'public',
    url: `https://${environment}.choreo.example.test/default/greeter`,
  };
}

const development = card('development', {
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
    promote('development', 'staging'),
    { verb: 'Suspend', enabled: true },
    {
      verb: 'Resume',
      enabled: false,
      reason: 'It is not suspended.',
    },
    { verb: 'Undeploy', enabled: true },
  ],
});

const staging = card('staging', {
  release: current,
  since: ago(47),
  comparison: [{ environment: 'production', relation: 'ahead', by: 2 }],
  endpoints: [address('staging')],
  objects: development.objects,
  actions: [
    promote('staging', 'production'),
    { verb: 'Suspend', enabled: true },
    { verb: 'Undeploy', enabled: true },
  ],
});

const production = card('production', {
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
  actions: [
    { verb: 'Suspend', enabled: true },
    { verb: 'Undeploy', enabled: true },
  ],
});

const empty: Partial<EnvironmentCard> & { state: 'NotDeployed' } = {
  state: 'NotDeployed',
  since: undefined,
  release: undefined,
  comparison: [],
  endpoints: [],
  objects: [],
  binding: undefined,
};

const brokenPods = {
  kind: 'Pod',
  health: 'Degraded',
  message:
    'Back-off pulling image "registry.test/shop/greeter:9": not found (ImagePullBackOff)',
} as const;

/** A board for every state that a page can be in. */
export const sampleBoards = {
  ready: board([development, staging, production]),

  progressing: board([
    {
      ...development,
      comparison: [{ environment: 'staging', relation: 'ahead', by: 2 }],
    },
    {
      ...staging,
      state: 'Progressing',
      since: ago(0.4),
      replaces: { short: old.short },
      message: 'Waiting for 2 pods.',
      progress: { ready: 1, total: 3 },
      comparison: [{ environment: 'production', relation: 'absent' }],
      actions: [
        promote('staging', 'production', 'Staging must be ready first.'),
        { verb: 'Suspend', enabled: true },
      ],
    },
    {
      ...production,
      ...empty,
      message: 'Nothing deployed.',
      actions: [
        promote('staging', 'production', 'Staging must be ready first.'),
      ],
    },
  ]),

  promoting: board([
    development,
    {
      ...staging,
      actions: [
        promote('staging', 'production', 'This release is on its way there.'),
        { verb: 'Suspend', enabled: true },
      ],
    },
    {
      ...production,
      state: 'Progressing',
      since: ago(1.2),
      release: current,
      replaces: { short: old.short },
      message: 'Waiting for 2 pods.',
      progress: { ready: 1, total: 3 },
      promotion: promotion({
        Check: {
          state: 'Succeeded',
          startedAt: ago(4),
          finishedAt: ago(3.95),
        },
        Approval: {
          state: 'Succeeded',
          startedAt: ago(3.95),
          finishedAt: ago(1.3),
          message: 'Approved by sam.lee.',
        },
        RollOut: {
          state: 'Running',
          startedAt: ago(1.3),
          message: 'Waiting for 2 pods.',
        },
      }),
    },
  ]),

  waiting: board([
    development,
    staging,
    {
      ...production,
      state: 'Waiting',
      since: ago(12),
      message: 'Waiting for an approval of the promotion from staging.',
      promotion: promotion(
        {
          Check: {
            state: 'Succeeded',
            startedAt: ago(12.2),
            finishedAt: ago(12),
          },
          Approval: { state: 'Running', startedAt: ago(12) },
        },
        { phase: 'AwaitingApproval' },
      ),
    },
  ]),

  failed: board([
    {
      ...development,
      state: 'Failed',
      since: ago(6),
      release: release('c0ffee1', 'greeter:9'),
      replaces: { short: current.short },
      message:
        'The image cannot be pulled: registry.test/shop/greeter:9 (2 of 2 pods). Check the tag, or the registry credentials of data plane default.',
      progress: { ready: 0, total: 2 },
      comparison: [{ environment: 'staging', relation: 'ahead', by: 1 }],
      objects: [
        { kind: 'Service', name: 'greeter', health: 'Healthy' },
        {
          kind: 'Deployment',
          name: 'greeter-3f1a',
          health: 'Degraded',
          message: 'Deployment exceeded its progress deadline.',
        },
        { ...brokenPods, name: 'greeter-3f1a-6c9d7-4xk2p' },
        { ...brokenPods, name: 'greeter-3f1a-6c9d7-9bqzl' },
      ],
      actions: [
        promote(
          'development',
          'staging',
          'It must be ready in development first.',
        ),
        { verb: 'Undeploy', enabled: true },
      ],
    },
    staging,
    production,
  ]),

  promotionFailed: board([
    development,
    staging,
    {
      ...production,
      promotion: promotion(
        {
          Check: { state: 'Succeeded', startedAt: ago(9), finishedAt: ago(9) },
          Approval: { state: 'Skipped' },
          RollOut: {
            state: 'Succeeded',
            startedAt: ago(9),
            finishedAt: ago(8.2),
          },
          Verify: {
            state: 'Failed',
            startedAt: ago(8.2),
            finishedAt: ago(3),
            message:
              'It was not ready within 5 minutes: 1 of 3 pods restarts again and again. The release before it is back.',
          },
        },
        { phase: 'Failed', completedAt: ago(3) },
      ),
    },
  ]),

  degraded: board([
    development,
    {
      ...staging,
      state: 'Degraded',
      since: ago(18),
      message: '1 of 3 pods has restarted 7 times and is not ready.',
      progress: { ready: 2, total: 3 },
      objects: [
        ...staging.objects,
        {
          kind: 'Pod',
          name: 'greeter-77b4-m2x8d',
          health: 'Degraded',
          message: 'The process ended with code 137: out of memory.',
        },
      ],
    },
    {
      ...production,
      state: 'Unknown',
      since: ago(31),
      message: 'Data plane default has not been heard from for 31 minutes.',
      progress: undefined,
      objects: production.objects.map(object => ({
        ...object,
        health: 'Unknown',
      })),
    },
  ]),

  suspended: board([
    {
      ...development,
      state: 'Suspended',
      since: ago(200),
      message: 'Suspended by jane.doe.',
      endpoints: [],
      actions: [
        promote('development', 'staging', 'Resume it first.'),
        { verb: 'Resume', enabled: true },
        { verb: 'Undeploy', enabled: true },
      ],
    },
    staging,
    production,
  ]),

  nothing: board([
    {
      ...development,
      ...empty,
      message:
        'Nothing runs here yet. It starts with the first workload of this component.',
      actions: [],
    },
    {
      ...staging,
      ...empty,
      actions: [
        promote(
          'development',
          'staging',
          'There is nothing in development to promote.',
        ),
      ],
    },
    {
      ...production,
      ...empty,
      actions: [
        promote(
          'staging',
          'production',
          'There is nothing in staging to promote.',
        ),
      ],
    },
  ]),

  simulated: simulated(board([development, staging, production])),

  branching: branching(),

  five: board(
    ['development', 'test', 'staging', 'pre-production', 'production'].map(
      name => ({ ...card(name, { release: current }), actions: [] }),
    ),
  ),

  two: board([
    {
      ...development,
      comparison: [{ environment: 'production', relation: 'ahead', by: 1 }],
      actions: [promote('development', 'production')],
    },
    production,
  ]),

  long: board([
    {
      ...development,
      environment: {
        name: 'dev',
        displayName: 'Development of the European storefront team',
        isProduction: false,
        dataPlane: {
          name: 'on-premises-frankfurt-cluster-0042',
          simulated: true,
        },
      },
      release: {
        ...current,
        images: [
          'storefront-recommendation-service:2026.11.23-rc.1-build.9921',
          'envoy:1.33.0',
          'fluent-bit:3.2.1',
          'otel:0.115.0',
        ].map((image, index) => ({
          container: `container-${index}`,
          image: `registry.test/shop/${image}`,
          tag: image.split(':')[1],
        })),
      },
    },
    staging,
    production,
  ]),

  noPipeline: board([]),

  troubled: board([development, staging, production], {
    stale: {
      since: ago(3),
      message: 'What is shown may be old. The connection is being restored.',
    },
    rejected: [
      'ServiceBinding greeter-qa names environment “qa”, which the pipeline does not have.',
    ],
  }),
} satisfies Record<string, DeployBoard>;

function simulated(plain: DeployBoard): DeployBoard {
  return {
    ...plain,
    environments: plain.environments.map(each => ({
      ...each,
      environment: {
        ...each.environment,
        dataPlane: { name: 'default', simulated: true },
      },
    })),
  };
}

function branching(): DeployBoard {
  const edge = (from: string, to: string) => ({
    from,
    to,
    requiresApproval: to.startsWith('production'),
  });
  return board(
    [
      development,
      {
        ...staging,
        comparison: [
          { environment: 'production-eu', relation: 'ahead', by: 2 },
          { environment: 'production-us', relation: 'same' },
        ],
        actions: [
          promote('staging', 'production-eu'),
          promote('staging', 'production-us'),
          { verb: 'Suspend', enabled: true },
        ],
      },
      card('hotfix', { release: old, isProduction: false }),
      card('production-eu', { release: old }),
      card('production-us', { release: current }),
    ],
    {
      pipeline: {
        name: 'two-regions',
        displayName: 'Two regions',
        edges: [
          edge('development', 'staging'),
          edge('development', 'hotfix'),
          edge('staging', 'production-eu'),
          edge('staging', 'production-us'),
          edge('hotfix', 'production-us'),
        ],
      },
    },
  );
}
