import {
  componentKind,
  environmentKind,
  getCondition,
  releaseKind,
  serviceBindingKind,
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
  anOrganization,
  ofComponent,
  testOrganization,
  withEnvironments,
  withImage,
  withSpec,
  withWorkloadName,
} from './__testUtils__';
import { SimulatedControlPlane } from './__testUtils__/simulated-control-plane';

const key = { namespace: testOrganization, name: 'greeter' };
const owner = ofComponent('greeter');
const workload = (image: string) =>
  aWorkload('greeter', owner, withImage(image));
const environment = (allowedImages: string) =>
  anEnvironment('development', withSpec({ policies: { allowedImages } }));

let cluster: InMemoryCluster;
let controlPlane: SimulatedControlPlane;

beforeEach(async () => {
  cluster = new InMemoryCluster(
    anOrganization(testOrganization),
    aDataPlane('default'),
    environment('^registry\\.test/'),
    anEnvironment('staging'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aServiceClass('default'),
    aProject('shop'),
    aComponent('greeter'),
    workload('registry.test/app:1'),
    aService('greeter', owner, withWorkloadName('greeter')),
  );
  controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.enqueueAll();
  await controlPlane.run();
});

const componentReady = () =>
  getCondition(cluster.get(componentKind, key)?.status?.conditions, 'Ready');
const bindingReady = () =>
  getCondition(
    cluster.get(serviceBindingKind, key)?.status?.conditions,
    'Ready',
  );

const hasImage = (image: string) =>
  JSON.stringify(cluster.get(releaseKind, key)?.spec).includes(image);

describe('a component that violates the policies of its environment', () => {
  it('is reported, and keeps what runs until they allow it', async () => {
    expect(componentReady()?.status).toBe('True');
    cluster.apply(workload('docker.io/app:2'));
    await controlPlane.run();
    const message = expect.stringContaining(
      'Image "docker.io/app:2" does not match allowedImages of Environment "development"',
    );
    expect(bindingReady()).toMatchObject({
      status: 'False',
      reason: 'PolicyViolation',
      message,
    });
    expect(componentReady()).toMatchObject({ status: 'False', message });
    expect(hasImage('registry.test/app:1')).toBe(true);

    cluster.apply(environment('^(registry\\.test|docker\\.io)/'));
    await controlPlane.run();
    expect(componentReady()?.status).toBe('True');
    expect(hasImage('docker.io/app:2')).toBe(true);
  });

  it('keeps what runs while the environment is malformed', async () => {
    cluster.apply({ ...environment(''), spec: undefined });
    cluster.apply(workload('docker.io/app:2'));
    await controlPlane.run();
    expect(cluster.get(environmentKind, { ...key, name: 'development' })).toBe(
      undefined,
    );
    expect(bindingReady()?.reason).toBe('EnvironmentNotFound');
    expect(hasImage('registry.test/app:1')).toBe(true);
  });
});
