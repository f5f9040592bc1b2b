import { systemClock } from '@promenade/kube-client';
import {
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
import { componentTypes } from '../../core/component-type/component-types';
import { bindingReconciler } from './reconcile';

const [serviceType, webApplicationType] = componentTypes;
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

  it('is rendered and reports the missing environment', async () => {
    const cluster = createCluster();
    await reconcile(cluster);
    expect(ready(cluster)).toMatchObject(notFound);
    expect(cluster.get(releaseKind, key)?.spec.environmentName).toBe('qa');

    cluster.apply(anEnvironment('qa'));
    await reconcile(cluster);
    expect(ready(cluster)?.reason).toBe('ResourceHealthProgressing');
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
