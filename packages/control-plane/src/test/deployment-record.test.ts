import {
  Deployment,
  deploymentKind,
  getCondition,
  serviceBindingKind,
  serviceKind,
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
  anEnvironment,
  anOrganization,
  fromTo,
  ofComponent,
  testOrganization,
  withEnvironments,
  withImage,
  withSpec,
  withWorkloadName,
} from './__testUtils__';
import { SimulatedControlPlane } from './__testUtils__/simulated-control-plane';

const owner = ofComponent('greeter');
const inNamespace = (name: string) => ({ namespace: testOrganization, name });

let cluster: InMemoryCluster;
let controlPlane: SimulatedControlPlane;

const applyImage = (image: string) =>
  cluster.apply(
    aWorkload('greeter', owner, withImage(`registry.test/app:${image}`)),
  );

const deployment = (name = 'greeter') =>
  cluster.get(deploymentKind, inNamespace(name));
const revisions = (name?: string) =>
  (deployment(name)?.status?.revisions ?? []).map(({ revision, image }) => [
    revision,
    image?.replace('registry.test/app:', ''),
  ]);

async function deployImage(image: string) {
  applyImage(image);
  await controlPlane.run();
}

async function restart() {
  cluster.restart();
  controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.enqueueAll();
  await controlPlane.run();
}

beforeEach(async () => {
  cluster = new InMemoryCluster(
    anOrganization(testOrganization),
    aDataPlane('default'),
    anEnvironment('development'),
    anEnvironment('staging'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aServiceClass('default'),
    aProject('shop'),
    aComponent('greeter'),
    aService('greeter', owner, withWorkloadName('greeter')),
  );
  applyImage('1');
  controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.enqueueAll();
  await controlPlane.run();
});

describe('row 28: the Deployment of a binding', () => {
  it('says what runs, and since when', () => {
    const binding = cluster.get(serviceBindingKind, inNamespace('greeter'));
    expect(deployment()).toMatchObject({
      metadata: {
        labels: {
          'openchoreo.dev/component': 'greeter',
          'openchoreo.dev/environment': 'development',
          'openchoreo.dev/managed-by': 'openchoreo-control-plane',
        },
        ownerReferences: [{ kind: 'ServiceBinding', name: 'greeter' }],
      },
      spec: {
        deploymentArtifactRef: binding?.spec.artifactRef,
        environment: 'development',
        bindingRef: 'greeter',
        workloadRef: 'greeter',
      },
      status: {
        revisions: [
          {
            revision: 1,
            artifactRef: binding?.spec.artifactRef,
            releaseLabel: binding?.status?.releaseLabel,
            image: 'registry.test/app:1',
            deployedAt: expect.any(String),
            reason: 'Change of Service "greeter" or its Workload',
          },
        ],
      },
    });
    expect(
      getCondition(deployment()?.status?.conditions, 'Ready')?.status,
    ).toBe('True');
  });

  it('costs one write', () => {
    expect(
      cluster.writes.filter(({ kind }) => kind === 'Deployment'),
    ).toHaveLength(1);
  });

  it('keeps the earlier deployments, the newest first', async () => {
    await deployImage('2');
    await deployImage('3');
    expect(revisions()).toEqual([
      [3, '3'],
      [2, '2'],
      [1, '1'],
    ]);
  });

  it('counts a release that is deployed again', async () => {
    await deployImage('2');
    await deployImage('1');
    expect(revisions()).toEqual([
      [3, '1'],
      [2, '2'],
      [1, '1'],
    ]);
  });

  it('keeps as many as revisionHistoryLimit says', async () => {
    const found = deployment();
    cluster.apply({
      ...found,
      spec: { ...found?.spec, revisionHistoryLimit: 2 },
    } as Deployment);
    await deployImage('2');
    await deployImage('3');
    expect(revisions()).toEqual([
      [3, '3'],
      [2, '2'],
    ]);
    expect(deployment()?.spec.revisionHistoryLimit).toBe(2);
  });

  it('says who promoted a release, and why', async () => {
    cluster.apply(
      aPromotion(
        'to-staging',
        owner,
        fromTo('development', 'staging'),
        withSpec({
          requestedBy: 'user:default/ana',
          reason: 'Fixes the login',
        }),
      ),
    );
    await controlPlane.run();
    expect(deployment('greeter-staging')?.status?.revisions).toEqual([
      expect.objectContaining({
        revision: 1,
        image: 'registry.test/app:1',
        reason: 'Promotion "to-staging": Fixes the login',
        deployedBy: 'user:default/ana',
      }),
    ]);
  });

  it('is deleted with its binding', async () => {
    const binding = cluster.get(serviceBindingKind, inNamespace('greeter'));
    const service = cluster.get(serviceKind, inNamespace('greeter'));
    if (service) cluster.delete(service);
    if (binding) cluster.delete(binding);
    await controlPlane.run();
    expect(deployment()).toBeUndefined();
  });
});

describe('row 29: a Deployment', () => {
  it('that somebody changes is put back, with an event', async () => {
    const found = deployment();
    cluster.apply({
      ...found,
      spec: { ...found?.spec, deploymentArtifactRef: 'mine' },
    } as Deployment);
    await controlPlane.run();
    expect(deployment()?.spec).toEqual(found?.spec);
    expect(revisions()).toEqual([[1, '1']]);
    expect(cluster.events).toContainEqual(
      expect.objectContaining({ reason: 'ChangeReverted' }),
    );
  });

  it('that somebody deletes is created again', async () => {
    const found = deployment();
    if (found) cluster.delete(found);
    await controlPlane.run();
    expect(revisions()).toEqual([[1, '1']]);
  });

  it('of somebody else is left alone', async () => {
    const other = {
      apiVersion: deploymentKind.apiVersion,
      kind: 'Deployment',
      metadata: { name: 'reader', namespace: testOrganization },
      spec: { deploymentArtifactRef: 'mine' },
    };
    const reader = ofComponent('reader');
    cluster.apply(other);
    cluster.apply(aComponent('reader'));
    cluster.apply(aWorkload('reader', reader, withImage('registry.test/r:1')));
    cluster.apply(aService('reader', reader, withWorkloadName('reader')));
    await controlPlane.run();
    expect(deployment('reader')?.spec).toEqual(other.spec);
    expect(deployment('reader')?.status?.revisions).toBeUndefined();
  });

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'loses no revision when the control plane is killed after %i writes',
    async writes => {
      cluster.crashAfter(writes);
      await deployImage('2').catch(() => {});
      await restart();
      await deployImage('3');
      expect(revisions()).toEqual([
        [3, '3'],
        [2, '2'],
        [1, '1'],
      ]);
    },
  );
});
