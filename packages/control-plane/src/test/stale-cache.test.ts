import {
  componentKind,
  getCondition,
  projectKind,
  promotionKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  aDataPlane,
  aPipeline,
  aProject,
  aPromotion,
  aService,
  aServiceClass,
  aWorkload,
  anAPIClass,
  anEnvironment,
  anOrganization,
  fromTo,
  inProject,
  ofComponent,
  testOrganization,
  withEnvironments,
  withImage,
  withSpec,
  withWorkloadName,
} from './__testUtils__';
import { SimulatedControlPlane } from './__testUtils__/simulated-control-plane';

const seeds = Array.from({ length: 8 }, (_, index) => index + 1);
const owner = ofComponent('greeter');
const key = { namespace: testOrganization, name: 'greeter' };

type Step = readonly [
  description: string,
  change: (c: InMemoryCluster) => void,
];

const deploy: Step = [
  'a component is created',
  cluster => {
    cluster.apply(aComponent('greeter'));
    cluster.apply(
      aWorkload('greeter', owner, withImage('registry.test/app:1')),
    );
    cluster.apply(aService('greeter', owner, withWorkloadName('greeter')));
  },
];

const expose: Step = [
  'its API is exposed',
  cluster =>
    cluster.apply(
      aService(
        'greeter',
        owner,
        withWorkloadName('greeter'),
        withSpec({
          apis: {
            api: {
              type: 'REST',
              className: 'default',
              rest: {
                backend: { port: 8080, basePath: '/v1' },
                exposeLevels: ['Public'],
              },
            },
          },
        }),
      ),
    ),
];

const update: Step = [
  'its image changes',
  cluster =>
    cluster.apply(
      aWorkload('greeter', owner, withImage('registry.test/app:2')),
    ),
];

const promote: Step = [
  'it is promoted',
  cluster =>
    cluster.apply(aPromotion('p', owner, fromTo('development', 'staging'))),
];

const isolate: Step = [
  'its project is isolated',
  cluster =>
    cluster.apply(
      aProject('shop', withSpec({ cell: { isolation: 'Enforced' } })),
    ),
];

const connect: Step = [
  'a component of another project connects to it',
  cluster => {
    const reader = ofComponent('reader', 'other');
    cluster.apply(aProject('other'));
    cluster.apply(aComponent('reader', inProject('other')));
    cluster.apply(
      aWorkload(
        'reader',
        reader,
        withImage('registry.test/reader:1'),
        withSpec({
          connections: {
            greeter: {
              type: 'api',
              params: {
                projectName: 'shop',
                componentName: 'greeter',
                endpoint: 'api',
              },
              inject: { env: [{ name: 'GREETER', value: '{{ .uri }}' }] },
            },
          },
        }),
      ),
    );
    cluster.apply(aService('reader', reader, withWorkloadName('reader')));
  },
];

const deleteComponent: Step = [
  'the component is deleted',
  cluster => cluster.delete(aComponent('greeter')),
];

const deleteProject: Step = [
  'its project is deleted',
  cluster => cluster.delete(aProject('shop')),
];

const scenarios: readonly (readonly Step[])[] = [
  [deploy, expose, update, promote],
  [deploy, isolate, connect],
  [connect, deploy, isolate, deleteComponent],
  [deploy, isolate, promote, deleteProject],
];

function createCluster(): InMemoryCluster {
  return new InMemoryCluster(
    anOrganization(testOrganization),
    aDataPlane('default'),
    anEnvironment('development'),
    anEnvironment('staging'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aServiceClass('default'),
    anAPIClass('default'),
    aProject('shop'),
  );
}

/** Runs a scenario. Returns the state after each step. */
async function run(steps: readonly Step[], seed?: number) {
  const cluster = createCluster();
  const controlPlane = new SimulatedControlPlane(cluster, seed);
  controlPlane.enqueueAll();
  await controlPlane.run();
  const states = [];
  for (const [, change] of steps) {
    if (seed) cluster.withFaults(seed);
    change(cluster);
    await controlPlane.run();
    states.push(cluster.state());
  }
  return { cluster, controlPlane, states };
}

const readyOf = (cluster: InMemoryCluster, kind = componentKind) =>
  getCondition(cluster.get(kind, key)?.status?.conditions, 'Ready');

describe.each(
  scenarios.map(
    steps => [steps.map(([name]) => name).join(', '), steps] as const,
  ),
)('controllers, when %s,', (_, steps) => {
  it('need no request that no watch makes', async () => {
    const { cluster, controlPlane } = await run(steps);
    const before = cluster.writes.length;
    controlPlane.enqueueAll();
    await controlPlane.run();
    expect(cluster.writes.slice(before)).toEqual([]);
  });

  it('reach the same state with conflicts, unavailability, lost answers and a stale cache', async () => {
    const { states } = await run(steps);
    for (const seed of seeds) {
      const disturbed = await run(steps, seed);
      expect({ seed, states: disturbed.states }).toEqual({ seed, states });
    }
  });
});

describe('the simulation', () => {
  it('makes components ready and completes promotions', async () => {
    const { cluster } = await run([deploy, promote]);
    expect(readyOf(cluster)?.status).toBe('True');
    expect(
      cluster.get(promotionKind, { ...key, name: 'p' })?.status?.phase,
    ).toBe('Succeeded');
  });

  it('deletes everything of a project', async () => {
    const { cluster } = await run([deploy, promote, isolate, deleteProject]);
    expect(cluster.list(projectKind)).toEqual([]);
    expect(cluster.list(serviceBindingKind)).toEqual([]);
    expect(
      Object.keys(cluster.state()).filter(each => /greeter/.test(each)),
    ).toEqual([]);
  });
});
