import type { ComponentSnapshot } from '@promenade/backstage-plugin-openchoreo-node';
import { promotionSource } from './promotionSource';

function component(
  ...ways: Array<[from: string, to: string]>
): ComponentSnapshot {
  return {
    ref: { organization: 'acme', project: 'tram', component: 'departures' },
    pipeline: {
      name: 'default',
      edges: ways.map(([from, to]) => ({ from, to, requiresApproval: false })),
    },
    environments: new Map(),
    deployments: [],
    apis: [],
    peers: [],
    managedResources: new Map(),
    releases: [],
    promotions: [],
    rejected: [],
  };
}

describe('promotionSource', () => {
  it('is where the pipeline leads from', () => {
    const departures = component(
      ['development', 'staging'],
      ['staging', 'production'],
    );
    expect(promotionSource(departures, 'production')).toBe('staging');
  });

  it('is not guessed where the pipeline has several ways', () => {
    const departures = component(
      ['east', 'production'],
      ['west', 'production'],
    );
    expect(() => promotionSource(departures, 'production')).toThrow(
      'The pipeline default leads to production from east and from west. Say which one in the input from',
    );
  });

  it('does not exist where the pipeline does not lead', () => {
    const departures = component(['development', 'staging']);
    expect(() => promotionSource(departures, 'moon')).toThrow(
      'The pipeline default of departures does not lead to moon. It leads to staging',
    );
  });

  it('does not exist without a pipeline, for the reason that there is', () => {
    const departures: ComponentSnapshot = {
      ...component(),
      pipeline: undefined,
      problem: {
        reason: 'ProjectNotFound',
        message: 'The project tram does not exist.',
      },
    };
    expect(() => promotionSource(departures, 'staging')).toThrow(
      'departures has no pipeline to be promoted along: The project tram does not exist.',
    );
  });
});
