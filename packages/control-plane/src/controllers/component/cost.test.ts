import { systemClock } from '@promenade/kube-client';
import {
  Release,
  componentKind,
  finalizers,
  getCondition,
  releaseKind,
  serviceBindingKind,
  serviceKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  aDataPlane,
  aPipeline,
  aProject,
  aService,
  aServiceClass,
  aWorkload,
  anEnvironment,
  withWorkloadName,
  withEnvironments,
  ofComponent,
  withImage,
  reconcileUntilStable,
  testOrganization,
} from '../../test/__testUtils__';
import { bindingReconciler } from '../binding/reconcile';
import { classTypes } from '../../core/component-type/binding-types';
import { componentResourceReconciler } from '../componentresource/reconcile';
import { endpointReconciler } from '../endpoint/reconcile';
import { componentReconciler } from './reconcile';

const [serviceType] = classTypes;
const dependencies = { clock: systemClock };
const key = { namespace: testOrganization, name: 'greeter' };

let cluster: InMemoryCluster;

beforeEach(() => {
  cluster = new InMemoryCluster(
    aDataPlane('default'),
    anEnvironment('development'),
    aPipeline('default', withEnvironments('development', 'production')),
    aProject('shop'),
    aServiceClass('default'),
    aComponent('greeter'),
    aWorkload(
      'greeter',
      ofComponent('greeter'),
      withImage('registry.test/app:1'),
    ),
    aService('greeter', ofComponent('greeter'), withWorkloadName('greeter')),
  );
});

const reconcile = () =>
  reconcileUntilStable(
    cluster,
    [componentKind, componentReconciler(dependencies)],
    [serviceKind, componentResourceReconciler(serviceType, dependencies)],
    [serviceBindingKind, bindingReconciler(serviceType, dependencies)],
    [serviceBindingKind, endpointReconciler(serviceType, dependencies)],
  );

/** Sets the status of the Release, as its controller does. */
function setReleaseHealth(healthStatus: 'Healthy' | 'Degraded'): void {
  const release = cluster.get(releaseKind, key);
  if (!release) {
    throw new Error('there is no Release');
  }
  const status: Release['status'] = {
    observedGeneration: (release.metadata.generation ?? 0) + 1,
    resources: [
      {
        id: 'deployment',
        version: 'v1',
        kind: 'Deployment',
        name: 'greeter',
        healthStatus,
      },
    ],
  };
  cluster.apply({ ...release, status });
}

const writes = () =>
  cluster.writes.map(({ verb, kind }) => `${verb} ${kind}`).sort();

const readyOf = () =>
  getCondition(cluster.get(componentKind, key)?.status?.conditions, 'Ready');

describe('deploying a component', () => {
  // Release status and Deployment are written by other controllers, which makes eight.
  it('costs six writes for its objects and statuses', async () => {
    const { metadata, ...component } = aComponent('greeter');
    cluster.apply({
      ...component,
      metadata: { ...metadata, finalizers: [finalizers.component] },
    });
    await reconcile();
    setReleaseHealth('Healthy');
    await reconcile();
    expect(readyOf()?.status).toBe('True');
    expect(writes()).toEqual([
      'create DeployableArtifact',
      'create Endpoint',
      'create Release',
      'create ServiceBinding',
      'status Component',
      'status ServiceBinding',
    ]);
    expect(cluster.get(componentKind, key)?.status?.environment).toEqual({
      name: 'development',
      namespace: testOrganization,
    });
  });

  it('costs one more if the component is created without the finalizer', async () => {
    await reconcile();
    expect(writes()).toContain('update Component');
  });

  it('records an event only when it recovers', async () => {
    await reconcile();
    setReleaseHealth('Healthy');
    await reconcile();
    expect(cluster.events).toEqual([]);
    setReleaseHealth('Degraded');
    await reconcile();
    setReleaseHealth('Healthy');
    await reconcile();
    expect(cluster.events.map(({ about, reason }) => [about, reason])).toEqual([
      ['ServiceBinding greeter', 'ResourceHealthDegraded'],
      ['Component greeter', 'ResourceHealthDegraded'],
      ['Component greeter', 'Deployed'],
    ]);
  });
});

describe('the status of a component', () => {
  it('is written at once on failure and on loss of readiness', async () => {
    await reconcile();
    setReleaseHealth('Degraded');
    await reconcile();
    expect(readyOf()?.reason).toBe('ResourceHealthDegraded');
    setReleaseHealth('Healthy');
    await reconcile();
    cluster.apply(
      aWorkload(
        'greeter',
        ofComponent('greeter'),
        withImage('registry.test/app:2'),
      ),
    );
    await reconcile();
    expect(readyOf()?.reason).toBe('ResourceHealthProgressing');
  });
});
