import { systemClock } from '@promenade/kube-client';
import {
  KubernetesObject,
  getCondition,
  releaseKind,
  serviceBindingKind,
  webApplicationBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  Modifier,
  aDataPlane,
  aServiceBinding,
  aServiceClass,
  aWebApplicationBinding,
  aWebApplicationClass,
  anEnvironment,
  deployedTo,
  withLabels,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { classTypes } from '../../core/component-type/binding-types';
import { inOrganization } from '../../test/__testUtils__/modifiers';
import { bindingReconciler } from './reconcile';

const [serviceType, webApplicationType] = classTypes;
const key = { namespace: testOrganization, name: 'greeter' };

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(cluster, [
    serviceBindingKind,
    bindingReconciler(serviceType, { clock: systemClock }),
  ]);

const ready = (cluster: InMemoryCluster) =>
  getCondition(
    cluster.get(serviceBindingKind, key)?.status?.conditions,
    'Ready',
  );

describe('a binding whose environment does not exist', () => {
  const notFound = {
    status: 'False',
    reason: 'EnvironmentNotFound',
    message:
      'spec.environment: Environment "qa" not found; create it or name another',
  };
  const createCluster = () =>
    new InMemoryCluster(
      aDataPlane('default'),
      aServiceClass('default'),
      aServiceBinding(
        'greeter',
        ofComponent('greeter'),
        deployedTo('qa', 'registry.test/app:1'),
      ),
    );

  it('has no Release before the policies of the environment are known', async () => {
    const cluster = createCluster();
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject(notFound);
    expect(cluster.get(releaseKind, key)).toBeUndefined();

    cluster.apply(anEnvironment('qa'));
    await reconcile(cluster);
    expect(ready(cluster)?.reason).toBe('ResourceHealthProgressing');
    expect(cluster.get(releaseKind, key)?.spec.environmentName).toBe('qa');
  });

  it('keeps its Release when the environment is deleted', async () => {
    const cluster = createCluster();
    const environment = anEnvironment('qa');
    cluster.apply(environment);
    await reconcile(cluster);
    const before = cluster.get(releaseKind, key);
    cluster.delete(environment);
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject(notFound);
    expect(cluster.get(releaseKind, key)).toEqual(before);
  });
});

describe('a binding that violates the policies of its environment', () => {
  const inProduction = (policies?: object) =>
    anEnvironment('production', withSpec({ policies }));
  const bound = (image: string, ...parts: Modifier[]) =>
    aServiceBinding(
      'greeter',
      ofComponent('greeter'),
      deployedTo('production', image),
      ...parts,
    );
  const allowed = { allowedImages: '^registry\\.acme/' };
  const createCluster = (...objects: KubernetesObject[]) =>
    new InMemoryCluster(
      aDataPlane('default'),
      aServiceClass('default'),
      ...objects,
    );
  const imageOf = (cluster: InMemoryCluster) =>
    /"image":"([^"]*)"/.exec(
      JSON.stringify(cluster.get(releaseKind, key)?.spec),
    )?.[1];
  const violation = {
    status: 'False',
    reason: 'PolicyViolation',
    message:
      'Image "docker.io/app:2" does not match allowedImages of Environment "production" (^registry\\.acme/); use an image that does, or change the policy',
  };

  it('has no Release', async () => {
    const cluster = createCluster(
      inProduction(allowed),
      bound('docker.io/app:2'),
    );
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject(violation);
    expect(cluster.get(serviceBindingKind, key)?.status?.state).toBe('Failed');
    expect(cluster.get(releaseKind, key)).toBeUndefined();
  });

  it('keeps what runs, until it no longer violates them', async () => {
    const cluster = createCluster(
      inProduction(allowed),
      bound('registry.acme/app:1'),
    );
    await reconcile(cluster);
    cluster.apply(bound('docker.io/app:2'));
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject(violation);
    expect(imageOf(cluster)).toBe('registry.acme/app:1');

    cluster.apply(inProduction());
    await reconcile(cluster);
    expect(ready(cluster)?.reason).toBe('ResourceHealthProgressing');
    expect(imageOf(cluster)).toBe('docker.io/app:2');
  });

  it('keeps what runs when a policy is added', async () => {
    const cluster = createCluster(inProduction(), bound('docker.io/app:2'));
    await reconcile(cluster);
    cluster.apply(inProduction(allowed));
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject(violation);
    expect(imageOf(cluster)).toBe('docker.io/app:2');
  });

  it('can be suspended, but not resumed', async () => {
    const cluster = createCluster(inProduction(), bound('docker.io/app:2'));
    await reconcile(cluster);
    cluster.apply(inProduction(allowed));
    const replicas = () =>
      JSON.stringify(cluster.get(releaseKind, key)?.spec).match(
        /"replicas":\d+/,
      )?.[0];
    cluster.apply(
      bound('docker.io/app:2', withSpec({ releaseState: 'Suspend' })),
    );
    await reconcile(cluster);
    expect(replicas()).toBe('"replicas":0');
    cluster.apply(
      bound('docker.io/app:2', withSpec({ releaseState: 'Active' })),
    );
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject(violation);
    expect(replicas()).toBe('"replicas":0');
  });

  it.each<[string, object, object, Modifier[], string]>([
    [
      'the sidecar of its class',
      allowed,
      {
        template: {
          spec: { containers: [{ name: 'proxy', image: 'docker.io/proxy' }] },
        },
      },
      [],
      'Image "docker.io/proxy" does not match',
    ],
    ['the replicas of its class', { maxReplicas: 2 }, { replicas: 3 }, [], '3'],
    [
      'an override of its replicas',
      { maxReplicas: 2 },
      {},
      [withSpec({ envOverrides: { replicas: 4 } })],
      '4 replicas exceed maxReplicas of Environment "production" (2)',
    ],
    [
      'its class',
      { allowedClasses: ['small'] },
      {},
      [],
      'Class "default" is not among the allowedClasses',
    ],
  ])('by %s', async (_, policies, deploymentTemplate, parts, message) => {
    const cluster = createCluster(
      inProduction(policies),
      bound('registry.acme/app:1', ...parts),
    );
    cluster.apply(aServiceClass('default', withSpec({ deploymentTemplate })));
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject({
      reason: 'PolicyViolation',
      message: expect.stringContaining(message),
    });
    expect(cluster.get(releaseKind, key)).toBeUndefined();
  });

  it('of an environment that organizations share', async () => {
    const cluster = createCluster(
      anEnvironment(
        'production',
        inOrganization('default'),
        withSpec({ policies: allowed }),
      ),
      bound('docker.io/app:2'),
    );
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject(violation);
  });
});

describe('the Release of a binding', () => {
  const createCluster = () =>
    new InMemoryCluster(
      aDataPlane('default'),
      anEnvironment('development'),
      aServiceClass('default'),
      aWebApplicationClass('default'),
    );
  const development = deployedTo('development', 'registry.test/app:1');
  const greeter = (...parts: Modifier[]) =>
    aServiceBinding('greeter', ofComponent('greeter'), development, ...parts);

  it('has the labels of the binding and loses those that the binding loses', async () => {
    const cluster = createCluster();
    cluster.apply(
      greeter(withLabels({ team: 'blue', 'openchoreo.dev/project': 'x' })),
    );
    await reconcile(cluster);
    expect(cluster.get(releaseKind, key)?.metadata.labels).toEqual({
      team: 'blue',
      'openchoreo.dev/organization': testOrganization,
      'openchoreo.dev/project': 'shop',
      'openchoreo.dev/component': 'greeter',
      'openchoreo.dev/environment': 'development',
    });
    const { metadata, ...binding } = greeter();
    cluster.apply({ ...binding, metadata: { ...metadata, labels: {} } });
    await reconcile(cluster);
    expect(cluster.get(releaseKind, key)?.metadata.labels).not.toHaveProperty(
      'team',
    );
  });

  it('belongs to the first of two bindings with one name, and is not rewritten', async () => {
    const cluster = createCluster();
    cluster.apply(greeter());
    await reconcile(cluster);
    const release = cluster.get(releaseKind, key);
    cluster.apply(
      aWebApplicationBinding('greeter', ofComponent('site'), development),
    );
    const clock = systemClock;
    await reconcileUntilStable(
      cluster,
      [serviceBindingKind, bindingReconciler(serviceType, { clock })],
      [
        webApplicationBindingKind,
        bindingReconciler(webApplicationType, { clock }),
      ],
    );
    expect(cluster.get(releaseKind, key)).toEqual(release);
    const second = cluster.get(webApplicationBindingKind, key);
    expect(second?.status?.state).toBe('Failed');
    expect(getCondition(second?.status?.conditions, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ReleaseTaken',
      message:
        'Release "greeter" belongs to ServiceBinding "greeter"; rename this WebApplicationBinding',
    });

    cluster.apply(
      aWebApplicationBinding(
        'greeter',
        ofComponent('site'),
        development,
        withSpec({ releaseState: 'Undeploy' }),
      ),
    );
    await reconcileUntilStable(cluster, [
      webApplicationBindingKind,
      bindingReconciler(webApplicationType, { clock }),
    ]);
    expect(cluster.get(releaseKind, key)).toEqual(release);
    expect(cluster.get(webApplicationBindingKind, key)?.status?.state).toBe(
      'NotDeployed',
    );
  });
});

describe('the endpoints of a binding', () => {
  it('are in its status from the first rendering until it is undeployed', async () => {
    const inState = (releaseState: string) =>
      aServiceBinding(
        'greeter',
        ofComponent('greeter'),
        deployedTo('development', 'registry.test/app:1'),
        withSpec({ releaseState }),
      );
    const cluster = new InMemoryCluster(
      aServiceClass('default'),
      inState('Active'),
    );
    const status = () => cluster.get(serviceBindingKind, key)?.status;
    await reconcile(cluster);
    expect(status()?.endpoints).toEqual([
      expect.objectContaining({ name: 'api', type: 'REST' }),
    ]);
    cluster.apply(inState('Undeploy'));
    await reconcile(cluster);
    expect(status()?.conditions).toHaveLength(1);
    expect(status()?.endpoints).toBeUndefined();
  });
});
