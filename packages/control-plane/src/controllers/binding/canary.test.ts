import { systemClock } from '@promenade/kube-client';
import {
  Release,
  ServiceBinding,
  apiBindingKind,
  apiBindingSchema,
  apiSchema,
  configurationGroupSchema,
  getCondition,
  isCanaryObject,
  releaseKind,
  serviceBindingKind,
  webApplicationBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  Modifier,
  aProject,
  aServiceBinding,
  aServiceClass,
  aWebApplicationBinding,
  aWebApplicationClass,
  anAPIClass,
  anEnvironment,
  deployedTo,
  inOrganization,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  testProject,
  withSpec,
} from '../../test/__testUtils__';
import { aDataPlaneWith } from '../../test/__testUtils__/cells/cell-cluster';
import { classTypes } from '../../core/component-type/binding-types';
import { jsonAt, jsonListAt } from '../../runtime/json';
import { apiBindingReconciler } from '../apibinding/reconcile';
import { bindingReconciler } from './reconcile';

const [service, webApplication] = classTypes;
const namespace = testOrganization;
const key = { namespace, name: 'greeter' };

const canary = (image = 'registry.test/app:2', more: object = {}) =>
  withSpec({
    canary: {
      artifactRef: 'greeter-default-12345678',
      weight: 30,
      workloadSpec: {
        containers: { main: { image } },
        endpoints: { api: { type: 'REST', port: 8080 } },
        ...more,
      },
    },
  });

const publicApi = withSpec({
  apis: {
    api: {
      className: 'default',
      type: 'REST',
      rest: { backend: { port: 8080 } },
    },
  },
});

const greeter = (...parts: Modifier[]): ServiceBinding =>
  aServiceBinding(
    'greeter',
    ofComponent('greeter'),
    deployedTo('production', 'registry.test/app:1'),
    publicApi,
    ...parts,
  );

function createCluster(
  ...objects: ConstructorParameters<typeof InMemoryCluster>
): InMemoryCluster {
  return new InMemoryCluster(
    aDataPlaneWith('kubernetes'),
    aProject(testProject),
    anEnvironment('production'),
    aServiceClass('default', inOrganization(namespace)),
    aWebApplicationClass('default', inOrganization(namespace)),
    anAPIClass('default', inOrganization(namespace)),
    ...objects,
  );
}

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(
    cluster,
    [serviceBindingKind, bindingReconciler(service, { clock: systemClock })],
    [
      webApplicationBindingKind,
      bindingReconciler(webApplication, { clock: systemClock }),
    ],
    [apiBindingKind, apiBindingReconciler({ clock: systemClock })],
  );

function greeterOf(cluster: InMemoryCluster): ServiceBinding {
  const found = cluster.get(serviceBindingKind, key);
  if (!found) throw new Error('no binding');
  return found;
}

const statusOf = (cluster: InMemoryCluster) => greeterOf(cluster).status;

const resourcesOf = (cluster: InMemoryCluster, name = 'greeter') =>
  cluster.get(releaseKind, { namespace, name })?.spec.resources ?? [];

const text = (value: unknown) => JSON.stringify(value);

/** The weights of all routes of a Release. */
const weights = (cluster: InMemoryCluster, name = 'greeter') =>
  resourcesOf(cluster, name).flatMap(({ object }) =>
    jsonListAt(object, 'spec', 'rules')
      .flatMap(rule => jsonListAt(rule, 'backendRefs'))
      .map(ref => jsonAt(ref, 'weight')),
  );

/** Reports the objects of a Release as the data plane has them. */
function observe(
  cluster: InMemoryCluster,
  healthOf: (object: object, isOfCanary: boolean) => string,
): void {
  const release = cluster.get(releaseKind, key);
  if (!release) throw new Error('no Release');
  const { generation = 0 } = release.metadata;
  cluster.apply({
    ...release,
    status: {
      observedGeneration: generation + 1,
      conditions: [],
      resources: release.spec.resources?.map(({ id, object }) => ({
        id,
        version: 'v1',
        kind: String(object.kind),
        name: String(jsonAt(object, 'metadata', 'name')),
        healthStatus: healthOf(object, isCanaryObject(object)),
      })),
    } satisfies Release['status'],
  });
}

/** Reconciles until all objects are healthy and the canary has its weight. */
async function settle(cluster: InMemoryCluster): Promise<void> {
  await reconcile(cluster);
  for (const _ of ['objects', 'weights']) {
    observe(cluster, () => 'Healthy');
    await reconcile(cluster);
  }
}

/** A cluster in which the greeter is ready. */
async function createReadyCluster(
  ...parts: Modifier[]
): Promise<InMemoryCluster> {
  const cluster = createCluster(greeter(...parts));
  await settle(cluster);
  return cluster;
}

describe('status.canary', () => {
  it('is progressing before the Release is observed, and ready when all objects of the canary are', async () => {
    const cluster = await createReadyCluster();
    cluster.apply(greeter(canary()));
    await reconcile(cluster);
    expect(statusOf(cluster)?.canary).toEqual({
      ready: false,
      reason: 'ResourceHealthProgressing',
      message: 'Waiting for the release to be applied to the data plane',
    });
    await settle(cluster);
    expect(statusOf(cluster)?.canary).toEqual({
      ready: true,
      reason: 'ResourcesActive',
      message: 'All 2 resources are deployed and healthy',
    });
  });

  it.each([
    [true, 'True', false],
    [false, 'False', true],
  ])(
    'is independent of the health of the release: degraded canary %s',
    async (isCanaryDegraded, readyStatus, isCanaryReady) => {
      const cluster = await createReadyCluster(canary());
      observe(cluster, (_, isOfCanary) =>
        isOfCanary === isCanaryDegraded ? 'Degraded' : 'Healthy',
      );
      await reconcile(cluster);
      const status = statusOf(cluster);
      expect(getCondition(status?.conditions, 'Ready')?.status).toBe(
        readyStatus,
      );
      expect(status?.state).toBe(isCanaryDegraded ? 'Ready' : 'Degraded');
      expect(status?.canary?.ready).toBe(isCanaryReady);
    },
  );

  it('is that of the binding while it is undeployed', async () => {
    const cluster = createCluster(
      greeter(canary(), withSpec({ releaseState: 'Undeploy' })),
    );
    await reconcile(cluster);
    expect(statusOf(cluster)?.canary).toMatchObject({
      ready: false,
      reason: 'ResourcesUndeployed',
    });
  });

  it('is removed when the data plane has removed the canary', async () => {
    const cluster = await createReadyCluster(canary());
    cluster.apply(greeter());
    await reconcile(cluster);
    expect(statusOf(cluster)?.canary).toEqual({
      ready: false,
      reason: 'ResourceHealthProgressing',
      message: 'The canary is being removed',
    });
    observe(cluster, () => 'Healthy');
    await reconcile(cluster);
    expect(statusOf(cluster)?.canary).toBeUndefined();
  });
});

describe('the Ready condition of a binding', () => {
  const ready = (cluster: InMemoryCluster) => {
    const status = statusOf(cluster);
    const condition = getCondition(status?.conditions, 'Ready');
    return [condition?.status, status?.state];
  };

  it('does not change when a canary starts, gets another weight and ends', async () => {
    const cluster = await createReadyCluster();
    const events = cluster.events.length;
    const weighted = greeter(canary());
    for (const binding of [
      weighted,
      {
        ...weighted,
        spec: {
          ...weighted.spec,
          canary: weighted.spec.canary && {
            ...weighted.spec.canary,
            weight: 9,
          },
        },
      },
      greeter(),
    ]) {
      cluster.apply(binding);
      await reconcile(cluster);
      expect(ready(cluster)).toEqual(['True', 'Ready']);
      await settle(cluster);
      expect(ready(cluster)).toEqual(['True', 'Ready']);
    }
    expect(cluster.events).toHaveLength(events);
  });

  it('is progressing when another release is deployed beside a canary, also before the status is written', async () => {
    const cluster = await createReadyCluster(canary());
    const { status } = greeterOf(cluster);
    const deployed = greeter(
      canary(),
      deployedTo('production', 'registry.test/app:3'),
    );
    cluster.apply(deployed);
    await reconcile(cluster);
    expect(ready(cluster)).toEqual(['False', 'Progressing']);
    // As if the write of the status had failed.
    cluster.apply({ ...deployed, status });
    await reconcile(cluster);
    expect(ready(cluster)).toEqual(['False', 'Progressing']);
  });
});

describe('a canary', () => {
  it('receives no requests before it is ready, and then those of its weight, also while it is degraded', async () => {
    const cluster = await createReadyCluster();
    cluster.apply(greeter(canary()));
    await reconcile(cluster);
    expect(weights(cluster)).toEqual([100, 0]);
    observe(cluster, (_, isOfCanary) =>
      isOfCanary ? 'Progressing' : 'Healthy',
    );
    await reconcile(cluster);
    expect(weights(cluster)).toEqual([100, 0]);
    observe(cluster, () => 'Healthy');
    await reconcile(cluster);
    expect(weights(cluster)).toEqual([70, 30]);
    expect(statusOf(cluster)?.canary).toMatchObject({
      ready: false,
      message: 'Waiting for the release to be applied to the data plane',
    });
    observe(cluster, (_, isOfCanary) => (isOfCanary ? 'Degraded' : 'Healthy'));
    await reconcile(cluster);
    expect(weights(cluster)).toEqual([70, 30]);
    observe(cluster, () => 'Healthy');
    await reconcile(cluster);
    expect(statusOf(cluster)?.canary?.ready).toBe(true);
  });

  it('that its environment forbids is left out', async () => {
    const cluster = await createReadyCluster();
    cluster.apply(
      anEnvironment(
        'production',
        withSpec({ policies: { allowedImages: '^registry.test/' } }),
      ),
    );
    cluster.apply(greeter(canary('other.test/app:2')));
    await reconcile(cluster);
    expect(statusOf(cluster)?.canary).toMatchObject({
      ready: false,
      reason: 'PolicyViolation',
      message: expect.stringContaining('Image "other.test/app:2"'),
    });
    expect(weights(cluster)).toEqual([undefined]);
    expect(text(resourcesOf(cluster))).not.toContain('-canary');
    expect(statusOf(cluster)?.state).toBe('Ready');
  });

  it('has warnings among those of the binding', async () => {
    const connections = {
      outside: {
        type: 'external',
        external: { host: 'api.example.com', port: 443 },
        policy: { timeout: '1s' },
        inject: { env: [] },
      },
    };
    const cluster = createCluster(
      greeter(canary('registry.test/app:2', { connections })),
    );
    await reconcile(cluster);
    expect(
      getCondition(statusOf(cluster)?.conditions, 'ConfigurationWarnings')
        ?.message,
    ).toContain('spec.canary.workloadSpec.connections.outside.policy');
    expect(weights(cluster)).toEqual([100, 0]);
  });

  it('may have configuration that the release lacks', async () => {
    const withVariable = (image: string, groupKey: string) => ({
      containers: {
        main: {
          image,
          env: [
            {
              key: 'A',
              valueFrom: {
                configurationGroupRef: { name: 'group', key: groupKey },
              },
            },
          ],
        },
      },
      endpoints: { api: { type: 'REST', port: 8080 } },
    });
    const cluster = await createReadyCluster(
      withSpec({ workloadSpec: withVariable('registry.test/app:1', 'absent') }),
      canary('registry.test/app:2', withVariable('registry.test/app:2', 'a')),
    );
    cluster.apply(
      configurationGroupSchema.parse({
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'ConfigurationGroup',
        metadata: { name: 'group', namespace },
        spec: {
          scope: {},
          configurations: [
            { key: 'a', values: [{ environment: 'production', value: 'x' }] },
          ],
        },
      }),
    );
    await settle(cluster);
    expect(statusOf(cluster)).toMatchObject({
      state: 'Ready',
      canary: { ready: true },
    });
  });

  it('of a web application shares its route', async () => {
    const cluster = createCluster(
      aWebApplicationBinding(
        'site',
        ofComponent('site'),
        withSpec({
          environment: 'production',
          workloadSpec: {
            containers: { main: { image: 'registry.test/app:1' } },
            endpoints: { page: { type: 'HTTP', port: 8080 } },
          },
        }),
        canary('registry.test/app:2'),
      ),
    );
    await reconcile(cluster);
    expect(weights(cluster, 'site')).toEqual([100, 0]);
    expect(
      resourcesOf(cluster, 'site').filter(
        ({ object }) => object.kind === 'Deployment',
      ),
    ).toHaveLength(2);
  });
});

describe('a Release that is kept', () => {
  const broken = withSpec({
    workloadSpec: {
      containers: { main: { image: 'registry.test/app:1' } },
      endpoints: { api: { type: 'REST', port: 8080, container: 'absent' } },
    },
  });
  const isolated = (isolation: string) =>
    aProject(testProject, withSpec({ cell: { isolation } }));
  const policies = (cluster: InMemoryCluster) =>
    resourcesOf(cluster)
      .filter(({ object }) => object.kind === 'NetworkPolicy')
      .map(({ object }) => jsonAt(object, 'metadata', 'name'));

  it('loses its canary, and its routes lead to the release again', async () => {
    const cluster = createCluster(greeter());
    await reconcile(cluster);
    const before = text(resourcesOf(cluster));
    cluster.apply(greeter(canary()));
    await settle(cluster);
    expect(weights(cluster)).toEqual([70, 30]);
    cluster.apply(greeter(broken, canary()));
    await reconcile(cluster);
    expect(weights(cluster)).toEqual([70, 30]);
    expect(statusOf(cluster)?.canary).toMatchObject({
      ready: false,
      reason: 'InvalidConfiguration',
    });
    cluster.apply(greeter(broken));
    await reconcile(cluster);
    expect(text(resourcesOf(cluster))).toBe(before);
  });

  it('has the network policies of both releases in the mode of the cell', async () => {
    const cluster = createCluster(isolated('Enforced'), greeter(canary()));
    await reconcile(cluster);
    expect(policies(cluster)).toHaveLength(2);
    cluster.apply(greeter(broken, canary()));
    cluster.apply(isolated('Off'));
    await reconcile(cluster);
    expect(policies(cluster)).toEqual([]);
    cluster.apply(isolated('Enforced'));
    await reconcile(cluster);
    expect(policies(cluster)).toHaveLength(2);
  });
});

describe('a standalone API of a component with a canary', () => {
  const owner = { projectName: testProject, componentName: 'greeter' };
  const api = apiSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'API',
    metadata: { name: 'hello', namespace },
    spec: {
      owner,
      type: 'REST',
      className: 'default',
      environmentName: 'production',
      rest: { backend: { port: 8080, basePath: '/hello' } },
    },
  });
  const apiBinding = apiBindingSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'APIBinding',
    metadata: { name: 'hello', namespace },
    spec: {
      apiName: 'hello',
      apiClassName: 'default',
      environmentName: 'production',
    },
  });

  it('has routes to both releases, and policies for the pods of both', async () => {
    const cluster = createCluster(
      aProject(testProject, withSpec({ cell: { isolation: 'Enforced' } })),
      greeter(),
      api,
      apiBinding,
    );
    await reconcile(cluster);
    const before = text(resourcesOf(cluster, 'hello'));
    expect(weights(cluster, 'hello')).toEqual([undefined]);
    cluster.apply(greeter(canary()));
    await reconcile(cluster);
    expect(weights(cluster, 'hello')).toEqual([100, 0]);
    await settle(cluster);
    expect(weights(cluster, 'hello')).toEqual([70, 30]);
    expect(
      resourcesOf(cluster, 'hello')
        .filter(({ object }) => object.kind === 'NetworkPolicy')
        .map(({ object }) =>
          jsonAt(object, 'spec', 'podSelector', 'matchLabels'),
        ),
    ).toEqual([
      expect.objectContaining({ 'organization-name': 'acme' }),
      expect.objectContaining({ 'organization-name': 'acme_canary' }),
    ]);
    cluster.apply(greeter());
    await reconcile(cluster);
    expect(text(resourcesOf(cluster, 'hello'))).toBe(before);
  });

  it('leads to the release alone while the canary is left out', async () => {
    const cluster = createCluster(
      greeter(
        canary('registry.test/app:2', {
          endpoints: { api: { type: 'REST', port: 8080, container: 'no' } },
        }),
      ),
      api,
      apiBinding,
    );
    await reconcile(cluster);
    expect(weights(cluster, 'hello')).toEqual([undefined]);
  });

  it('loses the canary also while it cannot be rendered itself', async () => {
    const cluster = createCluster(greeter(), api, apiBinding);
    await reconcile(cluster);
    const before = text(resourcesOf(cluster, 'hello'));
    cluster.apply(greeter(canary()));
    await settle(cluster);
    expect(weights(cluster, 'hello')).toEqual([70, 30]);
    cluster.apply({
      ...api,
      spec: { ...api.spec, rest: { backend: { port: 0 } } },
    });
    await reconcile(cluster);
    expect(weights(cluster, 'hello')).toEqual([70, 30]);
    cluster.apply(greeter());
    await reconcile(cluster);
    expect(text(resourcesOf(cluster, 'hello'))).toBe(before);
  });
});
