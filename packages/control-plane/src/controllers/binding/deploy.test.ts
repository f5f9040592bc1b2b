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
  const cluster = () =>
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
    const world = cluster();
    await reconcile(world);
    expect(ready(world)).toMatchObject(notFound);
    expect(world.get(releaseKind, key)?.spec.environmentName).toBe('qa');

    world.apply(anEnvironment('qa'));
    await reconcile(world);
    expect(ready(world)?.reason).toBe('ResourceHealthProgressing');
  });

  it('keeps its Release when the environment is deleted', async () => {
    const world = cluster();
    const environment = anEnvironment('qa');
    world.apply(environment);
    await reconcile(world);
    const before = world.get(releaseKind, key);
    world.delete(environment);
    await reconcile(world);
    expect(ready(world)).toMatchObject(notFound);
    expect(world.get(releaseKind, key)).toEqual(before);
  });
});

describe('the Release of a binding', () => {
  const cluster = () =>
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
    const world = cluster();
    world.apply(
      greeter(withLabels({ team: 'blue', 'openchoreo.dev/project': 'x' })),
    );
    await reconcile(world);
    expect(world.get(releaseKind, key)?.metadata.labels).toEqual({
      team: 'blue',
      'openchoreo.dev/organization': testOrganization,
      'openchoreo.dev/project': 'shop',
      'openchoreo.dev/component': 'greeter',
      'openchoreo.dev/environment': 'development',
    });
    const { metadata, ...binding } = greeter();
    world.apply({ ...binding, metadata: { ...metadata, labels: {} } });
    await reconcile(world);
    expect(world.get(releaseKind, key)?.metadata.labels).not.toHaveProperty(
      'team',
    );
  });

  it('belongs to the first of two bindings with one name, and is not rewritten', async () => {
    const world = cluster();
    world.apply(greeter());
    await reconcile(world);
    const release = world.get(releaseKind, key);
    world.apply(
      aWebApplicationBinding('greeter', ofComponent('site'), development),
    );
    const clock = systemClock;
    await reconcileUntilStable(
      world,
      [serviceBindingKind, bindingReconciler(serviceType, { clock })],
      [
        webApplicationBindingKind,
        bindingReconciler(webApplicationType, { clock }),
      ],
    );
    expect(world.get(releaseKind, key)).toEqual(release);
    const second = world.get(webApplicationBindingKind, key);
    expect(second?.status?.state).toBe('Failed');
    expect(getCondition(second?.status?.conditions, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ReleaseTaken',
      message:
        'Release "greeter" belongs to ServiceBinding "greeter"; rename this WebApplicationBinding',
    });

    world.apply(
      aWebApplicationBinding(
        'greeter',
        ofComponent('site'),
        development,
        withSpec({ releaseState: 'Undeploy' }),
      ),
    );
    await reconcileUntilStable(world, [
      webApplicationBindingKind,
      bindingReconciler(webApplicationType, { clock }),
    ]);
    expect(world.get(releaseKind, key)).toEqual(release);
    expect(world.get(webApplicationBindingKind, key)?.status?.state).toBe(
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
    const world = new InMemoryCluster(
      aServiceClass('default'),
      inState('Active'),
    );
    const status = () => world.get(serviceBindingKind, key)?.status;
    await reconcile(world);
    expect(status()?.endpoints).toEqual([
      expect.objectContaining({ name: 'api', type: 'REST' }),
    ]);
    world.apply(inState('Undeploy'));
    await reconcile(world);
    expect(status()?.conditions).toHaveLength(1);
    expect(status()?.endpoints).toBeUndefined();
  });
});
