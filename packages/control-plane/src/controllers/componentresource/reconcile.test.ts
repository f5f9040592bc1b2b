import { systemClock } from '@promenade/kube-client';
import {
  Service,
  deployableArtifactKind,
  getCondition,
  serviceBindingKind,
  serviceKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aPipeline,
  aProject,
  aService,
  aServiceClass,
  aWorkload,
  annotated,
  deploying,
  labelled,
  leading,
  ofComponent,
  running,
  settle,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { componentTypes } from '../../core/component-type/component-types';
import { deployableReconciler } from './reconcile';

const [serviceType] = componentTypes;
const key = { namespace: testOrganization, name: 'greeter' };

let cluster: InMemoryCluster;

beforeEach(() => {
  cluster = new InMemoryCluster(
    aProject('shop'),
    aPipeline('default', leading('development', 'production')),
    aServiceClass('default'),
    aWorkload(
      'greeter',
      ofComponent('greeter'),
      running('registry.test/app:1'),
    ),
    aService('greeter', ofComponent('greeter'), deploying('greeter')),
  );
});

const reconcile = () =>
  settle(cluster, [
    serviceKind,
    deployableReconciler(serviceType, { clock: systemClock }),
  ]);

const binding = () => cluster.get(serviceBindingKind, key);
const ready = (service?: Service) =>
  getCondition(service?.status?.conditions, 'Ready');

describe('a service', () => {
  it('is bound to the first environment, with the labels and the owner that OpenChoreo gives', async () => {
    await reconcile();
    expect(binding()).toMatchObject({
      metadata: {
        labels: {
          'openchoreo.dev/organization': testOrganization,
          'openchoreo.dev/project': 'shop',
          'openchoreo.dev/component': 'greeter',
          'openchoreo.dev/environment': 'development',
        },
        ownerReferences: [
          { kind: 'Service', name: 'greeter', controller: true },
        ],
      },
      spec: {
        environment: 'development',
        className: 'default',
        releaseState: 'Active',
        workloadSpec: {
          containers: { main: { image: 'registry.test/app:1' } },
        },
      },
    });
  });

  it('rolls every change of its workload out, and makes one artifact for each content', async () => {
    const images = ['registry.test/app:2', 'registry.test/app:1'];
    await reconcile();
    for (const image of images) {
      cluster.given(
        aWorkload('greeter', ofComponent('greeter'), running(image)),
      );
      await reconcile();
      expect(binding()?.spec.workloadSpec.containers?.main.image).toBe(image);
    }
    expect(cluster.list(deployableArtifactKind)).toHaveLength(2);
  });

  it('hands its overrides on to the binding, as OpenChoreo does', async () => {
    const overridden = (overrides?: Record<string, boolean>) =>
      aService(
        'greeter',
        ofComponent('greeter'),
        deploying('greeter'),
        withSpec({ overrides }),
      );
    cluster.given(overridden({ fast: true }));
    await reconcile();
    expect(binding()?.spec.overrides).toEqual({ fast: true });
    cluster.given(overridden());
    await reconcile();
    expect(binding()?.spec).not.toHaveProperty('overrides');
  });

  it('leaves what was set for the environment as it is', async () => {
    await reconcile();
    const before = binding();
    cluster.given({
      ...before,
      kind: 'ServiceBinding',
      apiVersion: 'openchoreo.dev/v1alpha1',
      metadata: { ...before?.metadata, name: 'greeter' },
      spec: {
        ...before?.spec,
        releaseState: 'Suspend',
        envOverrides: { replicas: 3 },
      },
    });
    cluster.given(
      aWorkload(
        'greeter',
        ofComponent('greeter'),
        running('registry.test/app:2'),
      ),
    );
    await reconcile();
    expect(binding()?.spec).toMatchObject({
      releaseState: 'Suspend',
      envOverrides: { replicas: 3 },
      workloadSpec: { containers: { main: { image: 'registry.test/app:2' } } },
    });
  });

  it('starts where the pipeline starts when that knows no development', async () => {
    cluster.given(aPipeline('default', leading('qa', 'production')));
    await reconcile();
    expect(binding()?.spec.environment).toBe('qa');
  });

  it('leaves its binding to others where it is told so', async () => {
    cluster.given(
      aService(
        'greeter',
        ofComponent('greeter'),
        deploying('greeter'),
        annotated('openchoreo.dev/binding-management', 'external'),
      ),
    );
    await reconcile();
    expect(binding()).toBeUndefined();
    expect(ready(cluster.get(serviceKind, key))).toMatchObject({
      status: 'True',
      reason: 'BindingManagedElsewhere',
    });
  });

  it('hands its labels on to the binding, and takes them back, as OpenChoreo does', async () => {
    const inTeam = (...labels: Record<string, string>[]) =>
      aService(
        'greeter',
        ofComponent('greeter'),
        deploying('greeter'),
        ...labels.map(labelled),
      );
    cluster.given(inTeam({ team: 'blue', 'openchoreo.dev/component': 'x' }));
    await reconcile();
    expect(binding()?.metadata.labels).toMatchObject({
      team: 'blue',
      'openchoreo.dev/component': 'greeter',
    });
    const { metadata, ...service } = inTeam();
    cluster.given({ ...service, metadata: { ...metadata, labels: {} } });
    await reconcile();
    expect(binding()?.metadata.labels).not.toHaveProperty('team');
  });

  it.each(['My_Component', 'my component', 'c'.repeat(250)])(
    'records the release of a component that is called %s under a name that an object may have',
    async component => {
      cluster.given(
        aService('greeter', ofComponent(component), deploying('greeter')),
      );
      await reconcile();
      const [artifact] = cluster.list(deployableArtifactKind);
      expect(artifact.metadata.name).toMatch(
        /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
      );
      expect(artifact.spec.owner?.componentName).toBe(component);
      expect(binding()?.spec.artifactRef).toBe(artifact.metadata.name);
    },
  );

  it('does not take a binding that belongs to somebody else', async () => {
    await reconcile();
    const taken = binding();
    cluster.given({
      ...taken,
      kind: 'ServiceBinding',
      apiVersion: 'openchoreo.dev/v1alpha1',
      metadata: {
        ...taken?.metadata,
        name: 'greeter',
        ownerReferences: [
          {
            apiVersion: 'openchoreo.dev/v1alpha1',
            kind: 'Service',
            name: 'other',
            uid: 'other',
            controller: true,
          },
        ],
      },
    });
    await reconcile();
    expect(ready(cluster.get(serviceKind, key))).toMatchObject({
      status: 'False',
      reason: 'BindingTaken',
      message: expect.stringContaining('Service "other"'),
    });
  });
});
