import {
  apiBindingKind,
  apiKind,
  buildKind,
  promotionKind,
  serviceBindingKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { componentSnapshot } from './componentSnapshot';
import {
  GreeterResources,
  owner,
  ref,
  workload,
} from '../__testUtils__/GreeterResources';
import { now } from '../__testUtils__/snapshots';

describe('componentSnapshot', () => {
  it('is undefined for a component of another project', () => {
    const { store } = new GreeterResources().withGreeter();
    expect(componentSnapshot(store, { ...ref, project: 'bank' }, now)).toBe(
      undefined,
    );
  });

  it('has the newest build and the contents of the workload', () => {
    const build = (commit: string) => ({
      owner,
      repository: {
        url: 'https://git.test/greeter',
        revision: { branch: 'main', commit },
        appPath: '.',
      },
      templateRef: { name: 'docker' },
    });
    const { snapshot } = new GreeterResources()
      .withGreeter()
      .with(buildKind, 'greeter-2', build('b'.repeat(40)), {
        creationTimestamp: '2026-03-01T11:00:00Z',
        status: { phase: 'Running' },
      })
      .with(buildKind, 'greeter-1', build('a'.repeat(40)), {
        creationTimestamp: '2026-03-01T10:00:00Z',
        status: { phase: 'Failed' },
      })
      .with(workloadKind, 'greeter', { owner, ...workload('app:2') });
    expect(snapshot.latestBuild).toMatchObject({
      name: 'greeter-2',
      phase: 'Running',
    });
    expect(snapshot.workload?.containers.main.image).toBe('app:2');
  });

  it('reads standalone APIs with the endpoints of their bindings', () => {
    const uri = 'https://dev.test/shop/greeter';
    const api = { owner, environmentName: 'development', type: 'REST' };
    const ready = {
      type: 'Ready',
      status: 'True',
      reason: 'ResourcesActive',
      message: '',
      lastTransitionTime: '2026-03-01T11:58:00Z',
    };
    const resources = new GreeterResources()
      .withGreeter()
      .with(apiKind, 'weather', api, { status: { conditions: [ready] } })
      .with(apiKind, 'fresh', api)
      .with(
        apiBindingKind,
        'weather',
        {
          apiName: 'weather',
          apiClassName: 'default',
          environmentName: 'development',
        },
        {
          status: {
            endpoints: [
              {
                name: 'weather',
                type: 'REST',
                public: { host: 'dev.test', port: 443, uri },
              },
            ],
          },
        },
      );
    expect(resources.snapshot.apis).toEqual([
      {
        name: 'fresh',
        environment: 'development',
        state: 'Progressing',
        ready: undefined,
        endpoints: [],
      },
      {
        name: 'weather',
        environment: 'development',
        state: 'Ready',
        ready: expect.objectContaining({ status: 'True' }),
        endpoints: [
          { name: 'weather', type: 'REST', visibility: 'public', url: uri },
        ],
      },
    ]);
  });

  it('lists promotions, the newest first', () => {
    const promotion = { owner, from: 'development', to: 'staging' };
    const { snapshot } = new GreeterResources()
      .withGreeter()
      .with(promotionKind, 'first', promotion, {
        creationTimestamp: '2026-03-01T12:00:00Z',
      })
      .with(promotionKind, 'third', promotion, {
        creationTimestamp: '2026-03-01T12:00:01Z',
        resourceVersion: '10',
      })
      .with(promotionKind, 'second', promotion, {
        creationTimestamp: '2026-03-01T12:00:01Z',
        resourceVersion: '9',
      });
    expect(snapshot.promotions.map(({ name }) => name)).toEqual([
      'third',
      'second',
      'first',
    ]);
    expect(snapshot.promotions[0].steps.map(({ state }) => state)).toEqual([
      'Pending',
      'Pending',
      'Pending',
      'Pending',
    ]);
  });

  it('reads where the targets of its connections are deployed', () => {
    const connection = (componentName: string, projectName?: string) => ({
      type: 'api',
      params: { componentName, ...(projectName && { projectName }) },
      inject: { env: [] },
    });
    const timetable = { projectName: 'shop', componentName: 'timetable' };
    const offering = {
      ...workload('timetable:1'),
      endpoints: { lines: { type: 'REST', port: 8080 } },
    };
    const { snapshot } = new GreeterResources()
      .withGreeter()
      .with(serviceBindingKind, 'greeter', {
        owner,
        environment: 'development',
        workloadSpec: {
          ...workload('app:1'),
          connections: {
            lines: connection('timetable'),
            again: connection('timetable', 'shop'),
            gone: connection('nobody', 'rail'),
          },
        },
      })
      .with(serviceBindingKind, 'timetable', {
        owner: timetable,
        environment: 'development',
        workloadSpec: offering,
      })
      .with(serviceBindingKind, 'timetable-staging', {
        owner: timetable,
        environment: 'staging',
        releaseState: 'Suspend',
        workloadSpec: offering,
      });
    expect(snapshot.peers).toEqual([
      {
        project: 'shop',
        component: 'timetable',
        endpoints: new Map([['development', ['lines']]]),
      },
      { project: 'rail', component: 'nobody', endpoints: new Map() },
    ]);
  });

  it('reports invalid resources of the component', () => {
    const { snapshot } = new GreeterResources()
      .withGreeter()
      .with(serviceBindingKind, 'greeter', {
        owner,
        environment: 7,
        workloadSpec: {},
      });
    expect(snapshot.rejected).toEqual([
      expect.stringMatching(
        /^ServiceBinding greeter cannot be used: spec\.environment: .*expected string/,
      ),
    ]);
  });
});
