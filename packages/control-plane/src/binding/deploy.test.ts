import { systemClock } from '@promenade/kube-client';
import {
  getCondition,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aDataPlane,
  aServiceBinding,
  aServiceClass,
  anEnvironment,
  bound,
  ofComponent,
  settle,
  testOrganization,
} from '../__testUtils__';
import { componentTypes } from '../component-type/component-types';
import { bindingReconciler } from './reconcile';

const [serviceType] = componentTypes;
const key = { namespace: testOrganization, name: 'greeter' };

const reconcile = (cluster: InMemoryCluster) =>
  settle(cluster, [
    serviceBindingKind,
    bindingReconciler(serviceType, { clock: systemClock }),
  ]);

const ready = (cluster: InMemoryCluster) =>
  getCondition(
    cluster.get(serviceBindingKind, key)?.status?.conditions,
    'Ready',
  );

describe('a binding to an environment that is not there', () => {
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
        bound('qa', 'registry.test/app:1'),
      ),
    );

  it('is rendered all the same, and waits for it', async () => {
    const world = cluster();
    await reconcile(world);
    expect(ready(world)).toMatchObject(notFound);
    expect(world.get(releaseKind, key)?.spec.environmentName).toBe('qa');

    world.given(anEnvironment('qa'));
    await reconcile(world);
    expect(ready(world)?.reason).toBe('ResourceHealthProgressing');
  });

  it('keeps what runs when the environment goes', async () => {
    const world = cluster();
    const environment = anEnvironment('qa');
    world.given(environment);
    await reconcile(world);
    const before = world.get(releaseKind, key);
    world.deleted(environment);
    await reconcile(world);
    expect(ready(world)).toMatchObject(notFound);
    expect(world.get(releaseKind, key)).toEqual(before);
  });
});
