import { WatchingController } from '../runtime/controller-definition';
import { controllerReference } from '../runtime/owner-reference';
import {
  KubernetesObject,
  buildKind,
  deploymentTrackKind,
  kinds,
  gitCommitRequestKind,
} from '@promenade/openchoreo-model';
import { watchInformer } from '@promenade/kube-client';
import { namespaceKind } from '../core/lookups/organization-namespace';
import {
  InMemoryCluster,
  aBuildPlane,
  aClusterComponentType,
  aClusterTrait,
  aComponent,
  aComponentType,
  aConfigurationGroup,
  aDataPlane,
  aManagedResource,
  aPipeline,
  aProject,
  aProjectPromotion,
  aPromotion,
  aPromotionPolicy,
  aReleasePreview,
  aScheduledTask,
  aScheduledTaskClass,
  aService,
  aServiceClass,
  aTrait,
  aWebApplication,
  aWebApplicationClass,
  aWorkload,
  anAPI,
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
import { CacheChange } from './__testUtils__/in-memory-cluster';
import { SimulatedCache } from './__testUtils__/simulated-cache';
import {
  ManualClock,
  SimulatedControlPlane,
  simulatedControllers,
} from './__testUtils__/simulated-control-plane';
import { expectedRequests } from './expected-requests';

const cell = { isolation: 'Enforced' };

/** A platform with an object of every kind that controllers watch, and a component `reader` in another project that uses all of them. */
async function createCluster(): Promise<InMemoryCluster> {
  const greeter = ofComponent('greeter');
  const reader = ofComponent('reader', 'library');
  const site = ofComponent('site');
  const report = ofComponent('report');
  const workload = (name: string, owner: typeof greeter) =>
    aWorkload(name, owner, withImage('registry.test/app:1'));
  const cluster = new InMemoryCluster(
    anOrganization(testOrganization),
    aDataPlane('default'),
    aBuildPlane('default'),
    anEnvironment('development'),
    anEnvironment('staging'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aServiceClass('default'),
    aWebApplicationClass('default'),
    aScheduledTaskClass('default', withSpec({ cronJobTemplate: {} })),
    anAPIClass('default'),
    aProject('shop', withSpec({ cell })),
    aProject('library', withSpec({ cell })),
    aConfigurationGroup('settings', withSpec({ configurations: [] })),
    aManagedResource(
      'orders',
      withSpec({
        owner: { projectName: 'library' },
        environments: [
          { environment: 'development', host: 'orders.test', port: 5432 },
        ],
      }),
    ),
    aComponent('greeter'),
    workload('greeter', greeter),
    aService(
      'greeter',
      greeter,
      withWorkloadName('greeter'),
      withSpec({
        apis: {
          api: {
            type: 'REST',
            className: 'default',
            rest: {
              backend: { port: 8080, basePath: '/v1' },
              exposeLevels: ['Organization'],
            },
          },
        },
      }),
    ),
    aComponent('reader', inProject('library')),
    aWorkload(
      'reader',
      reader,
      withSpec({
        containers: {
          main: {
            image: 'registry.test/reader:1',
            env: [
              {
                key: 'SETTING',
                valueFrom: {
                  configurationGroupRef: { name: 'settings', key: 'a' },
                },
              },
            ],
          },
        },
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
          orders: {
            type: 'managed',
            managed: { resource: 'orders' },
            inject: { env: [{ name: 'ORDERS', value: '{{ .uri }}' }] },
          },
        },
      }),
    ),
    aService('reader', reader, withWorkloadName('reader')),
    aComponent('site', withSpec({ type: 'WebApplication' })),
    workload('site', site),
    aWebApplication('site', site, withWorkloadName('site')),
    aComponent('report', withSpec({ type: 'ScheduledTask' })),
    workload('report', report),
    aScheduledTask(
      'report',
      report,
      withWorkloadName('report'),
      withSpec({ schedule: '0 3 * * *' }),
    ),
    aComponentType(
      'web',
      withSpec({ traits: [{ name: 'cache', instanceName: 'cache' }] }),
    ),
    aTrait('cache'),
    aClusterComponentType(
      'worker',
      withSpec({ traits: [{ name: 'cache', instanceName: 'cache' }] }),
    ),
    aClusterTrait('cache'),
    aComponent(
      'store',
      withSpec({
        componentType: { name: 'deployment/web' },
        source: { image: { ref: 'registry.test/app:1' } },
      }),
    ),
    workload('store', ofComponent('store')),
    aComponent(
      'worker',
      withSpec({
        componentType: {
          kind: 'ClusterComponentType',
          name: 'deployment/worker',
        },
      }),
    ),
    workload('worker', ofComponent('worker')),
    anAPI(
      'books',
      greeter,
      withSpec({
        environmentName: 'development',
        className: 'default',
        type: 'REST',
        rest: {
          backend: { port: 8080, basePath: '/books' },
          exposeLevels: ['Public'],
        },
      }),
    ),
  );
  const controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.enqueueAll();
  await controlPlane.run();
  const owned = { owner: { projectName: 'shop', componentName: 'greeter' } };
  for (const [kind, spec] of [
    [deploymentTrackKind, owned],
    [
      buildKind,
      {
        ...owned,
        repository: {
          url: 'https://git.test/greeter',
          revision: { branch: 'main' },
          appPath: '/',
        },
        templateRef: { name: 'docker' },
      },
    ],
  ] as const) {
    const { apiVersion, kind: name } = kind;
    const metadata = { name: 'greeter', namespace: testOrganization };
    cluster.apply(
      kind.schema.parse({ apiVersion, kind: name, metadata, spec }),
    );
  }
  cluster.apply(
    aProjectPromotion(
      'all',
      withSpec({ projectName: 'shop', from: 'development', to: 'staging' }),
    ),
  );
  cluster.apply(
    aReleasePreview(
      'preview',
      greeter,
      withSpec({ environment: 'development', artifactRef: 'none' }),
    ),
  );
  cluster.apply(
    aPromotionPolicy(
      'default',
      withSpec({ pipelineRef: 'default', rules: [] }),
    ),
  );
  // Not completed, so that it does not delete itself.
  const promotion = aPromotion('p', greeter, fromTo('development', 'staging'));
  cluster.apply(promotion);
  cluster.apply({
    apiVersion: gitCommitRequestKind.apiVersion,
    kind: gitCommitRequestKind.kind,
    metadata: {
      name: 'commit',
      namespace: testOrganization,
      ownerReferences: [controllerReference(promotion)],
    },
    spec: { repoURL: 'https://git.test/a/b', message: 'Promote', files: [] },
  });
  return cluster;
}

/** The changes of an object, by name. */
const changes: Record<string, (object: KubernetesObject) => CacheChange> = {
  created: after => ({ kind: after.kind, after }),
  deleted: before => ({ kind: before.kind, before }),
  spec: before =>
    updated(before, {
      metadata: {
        ...before.metadata,
        generation: (before.metadata.generation ?? 0) + 1,
      },
    }),
  labels: before =>
    updated(before, {
      metadata: { ...before.metadata, labels: { team: 'blue' } },
    }),
  ready: before =>
    updated(before, {
      status: {
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'Changed',
            message: '',
            lastTransitionTime: '2026-01-02T00:00:00Z',
          },
        ],
      },
    }),
  endpoints: before =>
    updated(before, {
      status: { endpoints: [{ name: 'other', type: 'REST' }] },
    }),
  isolation: before =>
    updated(before, {
      spec: { ...Object(before.spec), cell: { isolation: 'Audit' } },
    }),
};

function updated(
  before: KubernetesObject,
  change: Pick<Partial<KubernetesObject>, 'metadata' | 'spec' | 'status'>,
): CacheChange {
  const status = { ...Object(before.status), ...Object(change.status) };
  return {
    kind: before.kind,
    before,
    after: {
      ...before,
      ...change,
      ...(before.status || change.status ? { status } : {}),
    },
  };
}

/** All controllers but those that only validate their kind. */
function listControllers() {
  return simulatedControllers(new ManualClock()).filter(
    ({ name }) => !name.endsWith('-validation'),
  );
}

/** The requests of every controller for changes of one object of every kind: `created deleted → acme/greeter`. */
function recordRequests(
  cluster: InMemoryCluster,
  objects: readonly KubernetesObject[],
): Record<string, Record<string, string>> {
  const requests: Record<string, Record<string, string>> = {};
  for (const definition of listControllers()) {
    const cache = new SimulatedCache(cluster);
    let keys = new Set<string>();
    const controller: WatchingController = {
      queue: {
        add: key => keys.add(key),
        addAfter: key => keys.add(key),
      },
      watch(informer, mapToKeys, filter) {
        watchInformer(this.queue, informer, mapToKeys, filter);
      },
    };
    definition.watches.forEach(watch => watch(controller, cache, () => true));
    const rows: Record<string, string> = {};
    for (const object of objects) {
      const byRequests = new Map<string, string[]>();
      for (const [name, change] of Object.entries(changes)) {
        keys = new Set();
        cache.dispatch(change(object));
        const text = [...keys].sort().join(' ');
        if (text) byRequests.set(text, [...(byRequests.get(text) ?? []), name]);
      }
      if (byRequests.size > 0) {
        rows[`${object.kind} ${object.metadata.name}`] = [...byRequests]
          .map(([text, names]) => `${names.join(' ')} → ${text}`)
          .join('; ');
      }
    }
    requests[definition.name] = rows;
  }
  return requests;
}

/** The objects whose changes are recorded, by kind. For the other kinds it is the only one. */
const representatives: Record<string, readonly string[]> = {
  Component: ['greeter', 'store'],
  ComponentBinding: ['store'],
  DeployableArtifact: [],
  Endpoint: [],
  Environment: ['development'],
  Project: ['shop', 'library'],
  Release: ['greeter', 'books', 'store'],
  Service: ['greeter'],
  ServiceBinding: ['greeter', 'reader'],
  Workload: ['greeter', 'store'],
};

/** Kinds whose names have a hash: one object of the component `greeter`, and of the baseline. */
function hasHashedName({ kind, metadata }: KubernetesObject): boolean {
  return (
    (['DeployableArtifact', 'Endpoint'].includes(kind) &&
      metadata.name.startsWith('greeter-')) ||
    metadata.name.startsWith('cell-shop-development-')
  );
}

function listRepresentatives(cluster: InMemoryCluster): KubernetesObject[] {
  return [...kinds, namespaceKind].flatMap(kind =>
    cluster
      .list<KubernetesObject>(kind)
      .filter(
        object =>
          (representatives[kind.kind]?.includes(object.metadata.name) ??
            true) ||
          hasHashedName(object),
      ),
  );
}

describe('watches', () => {
  let cluster: InMemoryCluster;

  beforeAll(async () => {
    cluster = await createCluster();
  });

  it('make the expected requests', () => {
    const actual = recordRequests(cluster, listRepresentatives(cluster));
    expect(actual).toEqual(expectedRequests);
  });

  it('are all of kinds of which this test changes an object', () => {
    const changed = new Set(
      listRepresentatives(cluster).map(each => each.kind),
    );
    const watched = listControllers().flatMap(definition => {
      const kindNames: string[] = [];
      const controller: WatchingController = {
        queue: { add: () => {}, addAfter: () => {} },
        watch: informer => kindNames.push(informer.type.kind),
      };
      const cache = new SimulatedCache(cluster);
      definition.watches.forEach(watch => watch(controller, cache, () => true));
      return kindNames;
    });
    expect([...new Set(watched)].filter(kind => !changed.has(kind))).toEqual(
      [],
    );
  });
});
