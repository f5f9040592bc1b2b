import { systemClock } from '@promenade/kube-client';
import {
  Service,
  deployableArtifactKind,
  getCondition,
  gitCommitRequestKind,
  serviceBindingKind,
  serviceKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  aPipeline,
  aProject,
  aService,
  aServiceBinding,
  aServiceClass,
  anEnvironment,
  deployedTo,
  inOrganization,
  aWorkload,
  withAnnotation,
  withWorkloadName,
  withLabels,
  withEnvironments,
  ofComponent,
  withImage,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../../test/__testUtils__';
import { classTypes } from '../../core/component-type/binding-types';
import { componentResourceReconciler } from './reconcile';

const [serviceType] = classTypes;
const key = { namespace: testOrganization, name: 'greeter' };

let cluster: InMemoryCluster;

beforeEach(() => {
  cluster = new InMemoryCluster(
    aProject('shop'),
    aComponent('greeter'),
    anEnvironment('development'),
    anEnvironment('production'),
    aPipeline('default', withEnvironments('development', 'production')),
    aServiceClass('default'),
    aWorkload(
      'greeter',
      ofComponent('greeter'),
      withImage('registry.test/app:1'),
    ),
    aService('greeter', ofComponent('greeter'), withWorkloadName('greeter')),
  );
});

const reconcile = () =>
  reconcileUntilStable(cluster, [
    serviceKind,
    componentResourceReconciler(serviceType, { clock: systemClock }),
  ]);

const binding = () => cluster.get(serviceBindingKind, key);
const requireBinding = () => {
  const found = binding();
  if (!found) throw new Error('there is no binding');
  return found;
};
const ready = (service?: Service) =>
  getCondition(service?.status?.conditions, 'Ready');

describe('a service', () => {
  it('creates a binding in the first environment with the labels and the owner reference of OpenChoreo', async () => {
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

  it('rolls out every change of its workload and creates one artifact for each content', async () => {
    const images = ['registry.test/app:2', 'registry.test/app:1'];
    await reconcile();
    for (const image of images) {
      cluster.apply(
        aWorkload('greeter', ofComponent('greeter'), withImage(image)),
      );
      await reconcile();
      expect(binding()?.spec.workloadSpec.containers?.main.image).toBe(image);
    }
    expect(cluster.list(deployableArtifactKind)).toHaveLength(2);
  });

  it('copies its overrides to the binding, as OpenChoreo does', async () => {
    const overridden = (overrides?: Record<string, boolean>) =>
      aService(
        'greeter',
        ofComponent('greeter'),
        withWorkloadName('greeter'),
        withSpec({ overrides }),
      );
    cluster.apply(overridden({ fast: true }));
    await reconcile();
    expect(binding()?.spec.overrides).toEqual({ fast: true });
    cluster.apply(overridden());
    await reconcile();
    expect(binding()?.spec).not.toHaveProperty('overrides');
  });

  it('keeps the release state and the overrides of the environment', async () => {
    await reconcile();
    const before = binding();
    cluster.apply({
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
    cluster.apply(
      aWorkload(
        'greeter',
        ofComponent('greeter'),
        withImage('registry.test/app:2'),
      ),
    );
    await reconcile();
    expect(binding()?.spec).toMatchObject({
      releaseState: 'Suspend',
      envOverrides: { replicas: 3 },
      workloadSpec: { containers: { main: { image: 'registry.test/app:2' } } },
    });
  });

  it('is deployed to the first environment of the pipeline', async () => {
    cluster.apply(aPipeline('default', withEnvironments('qa', 'development')));
    cluster.apply(anEnvironment('qa'));
    await reconcile();
    expect(binding()?.spec.environment).toBe('qa');
  });

  it('creates no binding if the annotation says that others manage it', async () => {
    cluster.apply(
      aService(
        'greeter',
        ofComponent('greeter'),
        withWorkloadName('greeter'),
        withAnnotation('openchoreo.dev/binding-management', 'external'),
      ),
    );
    await reconcile();
    expect(binding()).toBeUndefined();
    expect(ready(cluster.get(serviceKind, key))).toMatchObject({
      status: 'True',
      reason: 'BindingManagedElsewhere',
    });
  });

  it('does not change a binding that Flux applies, unless the project is in commit mode', async () => {
    await reconcile();
    const created = requireBinding();
    const { metadata } = created;
    const labels = {
      ...metadata.labels,
      'kustomize.toolkit.fluxcd.io/name': 'apps',
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    };
    const foreign = {
      ...created,
      metadata: { ...metadata, labels, ownerReferences: undefined },
      spec: { ...created.spec, releaseState: 'Suspend' as const },
    };
    cluster.apply(foreign);
    cluster.apply(
      aWorkload(
        'greeter',
        ofComponent('greeter'),
        withImage('registry.test/app:2'),
      ),
    );
    await reconcile();
    expect(binding()?.spec).toEqual(foreign.spec);
    expect(binding()?.metadata.labels).toEqual(labels);
    expect(ready(cluster.get(serviceKind, key))).toMatchObject({
      status: 'False',
      reason: 'BindingManagedByGitOps',
      message: expect.stringContaining(
        'is applied by Flux Kustomization "flux-system/apps"',
      ),
    });
    cluster.apply(
      aProject(
        'shop',
        withSpec({
          gitOps: { repoURL: 'https://git.test/a/b', mode: 'Commit' },
        }),
      ),
    );
    await reconcile();
    expect(binding()?.spec).toEqual(foreign.spec);
    const [request] = cluster.list(gitCommitRequestKind);
    expect(request?.spec.files).toHaveLength(1);
    expect(ready(cluster.get(serviceKind, key))?.reason).toBe('CommitPending');
    await reconcile();
    expect(cluster.list(gitCommitRequestKind)).toHaveLength(1);
  });

  it('copies its labels to the binding and removes them with the label, as OpenChoreo does', async () => {
    const inTeam = (...labels: Record<string, string>[]) =>
      aService(
        'greeter',
        ofComponent('greeter'),
        withWorkloadName('greeter'),
        ...labels.map(withLabels),
      );
    cluster.apply(inTeam({ team: 'blue', 'openchoreo.dev/component': 'x' }));
    await reconcile();
    expect(binding()?.metadata.labels).toMatchObject({
      team: 'blue',
      'openchoreo.dev/component': 'greeter',
    });
    const { metadata, ...service } = inTeam();
    cluster.apply({ ...service, metadata: { ...metadata, labels: {} } });
    await reconcile();
    expect(binding()?.metadata.labels).not.toHaveProperty('team');
  });

  it.each(['My_Component', 'no-such-component'])(
    'waits for its component %s',
    async component => {
      cluster.apply(
        aService(
          'greeter',
          ofComponent(component),
          withWorkloadName('greeter'),
        ),
      );
      await reconcile();
      expect(binding()).toBeUndefined();
      expect(ready(cluster.get(serviceKind, key))).toMatchObject({
        reason: 'ComponentNotFound',
        message: expect.stringContaining(component),
      });
    },
  );

  it('does not take over a binding that another object controls', async () => {
    await reconcile();
    const taken = binding();
    cluster.apply({
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

const bindings = () =>
  cluster
    .list(serviceBindingKind)
    .map(({ metadata, spec }) => `${metadata.name} in ${spec.environment}`)
    .sort();

const readyReason = (name = 'greeter') =>
  ready(cluster.get(serviceKind, { ...key, name }))?.reason;

/** A binding of a component that a promotion made: nothing controls it. */
const promoted = (name: string, component: string, environment: string) =>
  aServiceBinding(
    name,
    ofComponent(component),
    deployedTo(environment, 'registry.test/app:1'),
  );

describe('a service whose binding name is already taken', () => {
  it('uses component-environment if another component has it', async () => {
    cluster.apply(promoted('pay-stg', 'pay', 'stg'));
    cluster.apply(aComponent('pay-stg'));
    cluster.apply(
      aService('pay-stg', ofComponent('pay-stg'), withWorkloadName('greeter')),
    );
    await reconcile();
    expect(bindings()).toEqual([
      'greeter in development',
      'pay-stg in stg',
      'pay-stg-development in development',
    ]);
    expect(
      cluster.get(serviceBindingKind, { ...key, name: 'pay-stg' })?.spec.owner,
    ).toMatchObject({ componentName: 'pay' });
  });

  it('uses a name with a hash if both names are taken', async () => {
    cluster.apply(promoted('greeter', 'other', 'production'));
    cluster.apply(promoted('greeter-development', 'greeter-d', 'production'));
    await reconcile();
    expect(bindings()).toContainEqual(
      expect.stringMatching(
        /^greeter-development-[0-9a-f]{8}-[0-9a-f]{8} in development$/,
      ),
    );
  });
});

describe('the status of a service', () => {
  it('says only why it cannot be deployed', async () => {
    const status = () => cluster.get(serviceKind, key)?.status;
    await reconcile();
    expect(status()).toBeUndefined();
    cluster.apply(
      aService('greeter', ofComponent('greeter'), withWorkloadName('late')),
    );
    await reconcile();
    expect(readyReason()).toBe('WorkloadNotFound');
    cluster.apply(
      aWorkload('late', ofComponent('greeter'), withImage('registry.test/app')),
    );
    await reconcile();
    expect(status()).toBeUndefined();
  });

  it('does not say what is missing while it may be created with the service', async () => {
    const { metadata, ...service } = aService(
      'greeter',
      ofComponent('greeter'),
      withWorkloadName('late'),
    );
    const creationTimestamp = new Date(Date.now() + 60_000).toISOString();
    cluster.apply({ ...service, metadata: { ...metadata, creationTimestamp } });
    const reconcileOnce = componentResourceReconciler(serviceType, {
      clock: systemClock,
    });
    expect(await reconcileOnce(key, cluster, cluster)).toEqual({
      requeueAfter: 2_000,
    });
    expect(cluster.get(serviceKind, key)?.status).toBeUndefined();
  });
});

describe('a second Service of a component', () => {
  it('is not deployed beside the first', async () => {
    await reconcile();
    cluster.apply(
      aService('again', ofComponent('greeter'), withWorkloadName('greeter')),
    );
    await reconcile();
    expect(bindings()).toEqual(['greeter in development']);
    expect(readyReason('again')).toBe('BindingTaken');
  });
});

describe('editing a pipeline', () => {
  it('uses the binding that is in the new first environment', async () => {
    cluster.apply(promoted('greeter-production', 'greeter', 'production'));
    await reconcile();
    cluster.apply(
      aPipeline(
        'default',
        withSpec({
          promotionPaths: [
            { sourceEnvironmentRef: 'production', targetEnvironmentRefs: [] },
          ],
        }),
      ),
    );
    await reconcile();
    expect(bindings()).toEqual([
      'greeter in development',
      'greeter-production in production',
    ]);
    const former = binding();
    expect(former?.metadata.ownerReferences).toEqual([]);
    expect(
      cluster.get(serviceBindingKind, { ...key, name: 'greeter-production' })
        ?.metadata.ownerReferences,
    ).toMatchObject([{ kind: 'Service', controller: true }]);
  });

  it('adds a binding where an environment is put in front', async () => {
    await reconcile();
    const before = binding();
    cluster.apply(anEnvironment('sandbox'));
    cluster.apply(
      aPipeline(
        'default',
        withEnvironments('sandbox', 'development', 'production'),
      ),
    );
    await reconcile();
    expect(bindings()).toEqual([
      'greeter in development',
      'greeter-sandbox in sandbox',
    ]);
    expect(binding()?.spec).toEqual(before?.spec);
  });

  it('to an empty one leaves what is deployed where it is', async () => {
    await reconcile();
    cluster.apply(aPipeline('default'));
    await reconcile();
    expect(bindings()).toEqual(['greeter in development']);
    expect(readyReason()).toBe('EnvironmentNotFound');
  });
});

describe('a service whose first environment is unknown', () => {
  it.each([
    [
      'its project does not exist',
      () => cluster.delete(aProject('shop')),
      'ProjectNotFound',
    ],
    [
      'its pipeline does not exist',
      () => cluster.delete(aPipeline('default')),
      'DeploymentPipelineNotFound',
    ],
    [
      'the environment does not exist',
      () => cluster.delete(anEnvironment('development')),
      'EnvironmentNotFound',
    ],
  ])('waits while %s', async (_, change, reason) => {
    change();
    await reconcile();
    expect(bindings()).toEqual([]);
    expect(readyReason()).toBe(reason);
  });

  it('is deployed to a shared environment', async () => {
    cluster.delete(anEnvironment('development'));
    cluster.apply(anEnvironment('development', inOrganization('default')));
    await reconcile();
    expect(bindings()).toEqual(['greeter in development']);
  });

  describe('after its own environment was deleted', () => {
    const development = anEnvironment('development');
    const withFinalizers = (...finalizers: string[]) => ({
      ...development,
      metadata: { ...development.metadata, finalizers },
    });
    const deleteDeployment = async () => {
      cluster.delete(requireBinding());
      cluster.apply(anEnvironment('development', inOrganization('default')));
      cluster.delete(development);
      await reconcile();
    };

    it('is not deployed to a shared environment that the status of its component excludes', async () => {
      await reconcile();
      cluster.apply({
        ...aComponent('greeter'),
        status: {
          environment: { name: 'development', namespace: testOrganization },
        },
      });
      await deleteDeployment();
      expect(bindings()).toEqual([]);
      expect(readyReason()).toBe('EnvironmentNotFound');
    });

    it('is not deployed to a shared environment if it was not ready before', async () => {
      cluster.apply(withFinalizers('test'));
      await reconcile();
      cluster.delete(development);
      await reconcile();
      expect(readyReason()).toBe('EnvironmentFinalizing');
      cluster.apply(withFinalizers());
      await deleteDeployment();
      expect(bindings()).toEqual([]);
      expect(readyReason()).toBe('EnvironmentNotFound');
    });
  });
});
