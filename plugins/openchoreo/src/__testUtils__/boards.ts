import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { ago, board, release } from './builders';
import {
  brokenPods,
  current,
  development,
  empty,
  old,
  production,
  promote,
  runningActions,
  staging,
} from './environments';
import { pipelineBoards } from './pipelineBoards';
import { promotionBoards } from './promotionBoards';

/** One board per state of the page. */
export const sampleBoards = {
  ...pipelineBoards,

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
        promote('development', 'staging'),
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

  ...promotionBoards,

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
      actions: [{ verb: 'Undeploy', enabled: true }],
    },
    {
      ...staging,
      actions: [
        promote('development', 'staging', 'Development must be ready first.'),
        ...runningActions,
      ],
    },
    production,
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

  warning: board([
    {
      ...development,
      warning:
        'LOG_LEVEL of container main is set twice; the connection catalog has a policy that nobody enforces in this data plane.',
    },
    staging,
    production,
  ]),

  suspended: board([
    {
      ...development,
      state: 'Suspended',
      since: ago(200),
      message: 'Suspended by jane.doe.',
      endpoints: [],
      actions: [
        { verb: 'Resume', enabled: true },
        { verb: 'Undeploy', enabled: true },
      ],
    },
    staging,
    production,
  ]),

  notDeployed: board([
    {
      ...development,
      ...empty,
      message:
        'Nothing is deployed here yet. The first workload of this component is deployed automatically.',
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

  noPipeline: board([]),

  stale: board([development, staging, production], {
    stale: {
      since: ago(3),
      message: 'The board may be outdated. The connection is being restored.',
    },
    rejected: [
      'ServiceBinding greeter-qa names environment “qa”, which the pipeline does not have.',
    ],
  }),
} satisfies Record<string, DeployBoard>;
