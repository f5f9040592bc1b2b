import { watchInformer } from '@promenade/kube-client';
import { KubernetesObject, kinds } from '@promenade/openchoreo-model';
import { WatchingController } from '../runtime/controller-definition';
import {
  InMemoryCluster,
  aComponent,
  aDataPlane,
  aManagedResource,
  aPipeline,
  aProject,
  aService,
  aServiceClass,
  aWorkload,
  anAPI,
  anAPIClass,
  anEnvironment,
  anOrganization,
  ofComponent,
  testOrganization,
  withEnvironments,
  withImage,
  withSpec,
  withWorkloadName,
} from './__testUtils__';
import { SimulatedCache } from './__testUtils__/simulated-cache';
import { SimulatedControlPlane } from './__testUtils__/simulated-control-plane';

const connections = {
  orders: {
    type: 'managed',
    managed: { resource: 'orders' },
    inject: { env: [{ name: 'ORDERS', value: '{{ .uri }}' }] },
  },
};

function componentObjects(name: string) {
  const owner = ofComponent(name);
  return [
    aComponent(name),
    aWorkload(
      name,
      owner,
      withImage('registry.test/app:1'),
      withSpec({ connections }),
    ),
    aService(name, owner, withWorkloadName(name)),
    anAPI(
      `${name}-books`,
      owner,
      withSpec({
        environmentName: 'development',
        className: 'default',
        type: 'REST',
        rest: { backend: { port: 8080, basePath: `/${name}` } },
      }),
    ),
  ];
}

async function start(): Promise<[InMemoryCluster, SimulatedControlPlane]> {
  const cluster = new InMemoryCluster(
    anOrganization(testOrganization),
    aDataPlane('default'),
    anEnvironment('development'),
    anEnvironment('staging'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aServiceClass('default'),
    anAPIClass('default'),
    aProject('shop', withSpec({ cell: { isolation: 'Enforced' } })),
    aManagedResource(
      'orders',
      withSpec({
        environments: [
          { environment: 'development', host: 'orders.test', port: 5432 },
        ],
      }),
    ),
  );
  const controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.enqueueAll();
  await controlPlane.run();
  return [cluster, controlPlane];
}

/** Controllers of objects of one component. Those of projects and of shared objects read all components. */
const controllerNames = [
  'component',
  'service',
  'servicebinding',
  'servicebinding-endpoints',
  'api',
  'apibinding',
];

const queue = { add: () => {}, addAfter: () => {} };
const addWatch: WatchingController['watch'] = (informer, mapToKeys, filter) =>
  watchInformer(queue, informer, mapToKeys, filter);

/** Number of objects that controllers and watches read for the component `c0` if there are other components. */
async function readsBeside(others: number): Promise<Record<string, number>> {
  const [cluster, controlPlane] = await start();
  Array.from({ length: others + 1 }, (_, index) => `c${index}`)
    .flatMap(componentObjects)
    .forEach(object => cluster.apply(object));
  await controlPlane.run();
  const reads: Record<string, number> = {};
  const cache = new SimulatedCache(cluster);
  for (const controller of controlPlane.controllers) {
    controller.watches.forEach(watch =>
      watch({ queue, watch: addWatch }, cache, () => true),
    );
    if (!controllerNames.includes(controller.name)) continue;
    for (const name of ['c0', 'c0-books']) {
      const before = cluster.objectsRead;
      const key = { namespace: testOrganization, name };
      await controller.reconcile(key, cluster, cluster);
      reads[`${controller.name} ${name}`] = cluster.objectsRead - before;
    }
  }
  for (const kind of kinds) {
    const objects = cluster
      .list<KubernetesObject>(kind)
      .filter(({ metadata }) => /^c0(-|$)/.test(metadata.name));
    for (const object of objects) {
      const before = cluster.objectsRead;
      cache.dispatch({ kind: kind.kind, after: object });
      cache.dispatch({ kind: kind.kind, before: object });
      reads[`${kind.kind} ${object.metadata.name}`] =
        cluster.objectsRead - before;
    }
  }
  return reads;
}

describe('the objects that are read for a component', () => {
  it('do not depend on the number of other components', async () => {
    const reads = await readsBeside(3);
    expect(Object.keys(reads)).toContain('Release c0');
    expect(await readsBeside(9)).toEqual(reads);
  });
});
