import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { board, card } from './builders';
import {
  current,
  development,
  old,
  production,
  promote,
  runningActions,
  staging,
} from './environments';

/** Boards of pipelines with few and many environments, with branches, and with long names. */
export const pipelineBoards = {
  two: board([
    {
      ...development,
      comparison: [{ environment: 'production', relation: 'ahead', by: 1 }],
      actions: [],
    },
    {
      ...production,
      actions: [promote('development', 'production'), ...runningActions],
    },
  ]),

  five: board(
    ['development', 'test', 'staging', 'pre-production', 'production'].map(
      name => ({ ...card(name, { release: current }), actions: [] }),
    ),
  ),

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

  simulated: simulated(board([development, staging, production])),

  branching: branching(),
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
      },
      card('hotfix', { release: old, isProduction: false }),
      card('production-eu', {
        release: old,
        actions: [promote('staging', 'production-eu'), ...runningActions],
      }),
      card('production-us', {
        release: current,
        actions: [
          promote(
            'staging',
            'production-us',
            'Production-us runs 7f3a2c1 already.',
          ),
          promote('hotfix', 'production-us'),
          ...runningActions,
        ],
      }),
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
