import type { ComponentSnapshot } from '@promenade/backstage-plugin-openchoreo-node';
import { promotionSource } from './promotionSource';

function component(
  ...paths: Array<[from: string, to: string]>
): ComponentSnapshot {
  return {
    ref: { organization: 'acme', project: 'tram', component: 'departures' },
    pipeline: {
      name: 'default',
      environments: [],
      edges: paths.map(([from, to]) => ({ from, to, requiresApproval: false })),
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
  it('is the source of the path', () => {
    const departures = component(
      ['development', 'staging'],
      ['staging', 'production'],
    );
    expect(promotionSource(departures, 'production')).toBe('staging');
  });

  it('is ambiguous when there are several paths', () => {
    const departures = component(
      ['east', 'production'],
      ['west', 'production'],
    );
    expect(() => promotionSource(departures, 'production')).toThrow(
      'The pipeline default has paths to production from east, west. Choose one in the input from',
    );
  });

  it('does not exist without a path', () => {
    const departures = component(['development', 'staging']);
    expect(() => promotionSource(departures, 'moon')).toThrow(
      'The pipeline default of departures has no path to moon. It has paths to: staging',
    );
  });

  it('does not exist without a pipeline, with the reason', () => {
    const departures: ComponentSnapshot = {
      ...component(),
      pipeline: undefined,
      problem: {
        reason: 'ProjectNotFound',
        message: 'The project tram does not exist.',
      },
    };
    expect(() => promotionSource(departures, 'staging')).toThrow(
      'departures has no deployment pipeline: The project tram does not exist.',
    );
  });
});
