import { systemClock } from '@promenade/kube-client';
import {
  getCondition,
  releaseKind,
  scheduledTaskBindingKind,
  scheduledTaskKind,
  serviceBindingKind,
  serviceClassKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  aDataPlane,
  aPipeline,
  aProject,
  aScheduledTask,
  aScheduledTaskClass,
  aServiceBinding,
  aServiceClass,
  aWorkload,
  anEnvironment,
  deployedTo,
  withWorkloadName,
  inOrganization,
  withEnvironments,
  ofComponent,
  withImage,
  reconcileUntilStable,
  testOrganization,
  withSpec,
} from '../__testUtils__';
import { buildArtifact } from '../../core/artifact/artifact';
import { bindingReconciler } from '../../controllers/binding/reconcile';
import { findBinding } from '../../core/component-type/bindings';
import { classTypes } from '../../core/component-type/binding-types';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { componentResourceReconciler } from '../../controllers/componentresource/reconcile';

const dependencies = { clock: systemClock };
const image = 'registry.test/app:1';
const [serviceType, , taskType] = classTypes;
const key = (name: string) => ({ namespace: testOrganization, name });

const reconcile = (cluster: InMemoryCluster) =>
  reconcileUntilStable(cluster, [
    serviceBindingKind,
    bindingReconciler(serviceType, dependencies),
  ]);

describe('reconciling, unlike OpenChoreo v0.3.2,', () => {
  it('deploys to environments of the organization, then to those of default', () => {
    const shared = [
      anEnvironment('development', inOrganization('default')),
      aDataPlane('default', inOrganization('default')),
    ];
    const own = [anEnvironment('development'), aDataPlane('default')];
    const namespaces = (cluster: InMemoryCluster) => {
      const found = findDataPlane(cluster, testOrganization, 'development');
      return 'reason' in found
        ? found.reason
        : [found.environment, found.dataPlane].map(
            ({ metadata }) => metadata.namespace,
          );
    };
    expect(namespaces(new InMemoryCluster(...shared))).toEqual([
      'default',
      'default',
    ]);
    expect(namespaces(new InMemoryCluster(...shared, ...own))).toEqual([
      testOrganization,
      testOrganization,
    ]);
  });

  it('keeps the whole image in a release, not only the tag', () => {
    const { spec } = buildArtifact(
      testOrganization,
      { owner: { projectName: 'shop', componentName: 'greeter' } },
      {
        kindOfBinding: 'ServiceBinding',
        className: 'default',
        workload: { containers: { main: { image } } },
      },
    );
    expect(spec.workload?.containers?.main.image).toBe(image);
    expect(spec.targetArtifact.fromImageRef?.tag).toBe('1');
  });

  it('suspends a task without writing again', async () => {
    const cluster = new InMemoryCluster(
      aProject('shop'),
      aPipeline('default', withEnvironments('development', 'production')),
      aComponent('report'),
      anEnvironment('development'),
      aScheduledTaskClass('default'),
      aWorkload('report', ofComponent('report'), withImage(image)),
      aScheduledTask(
        'report',
        ofComponent('report'),
        withWorkloadName('report'),
      ),
    );
    const rest = () =>
      reconcileUntilStable(cluster, [
        scheduledTaskKind,
        componentResourceReconciler(taskType, dependencies),
      ]);
    const binding = () => cluster.get(scheduledTaskBindingKind, key('report'));
    await rest();
    const before = binding();
    if (!before) throw new Error('The task is bound nowhere');
    await cluster.update(scheduledTaskBindingKind, before, {
      ...before,
      spec: { ...before.spec, releaseState: 'Suspend' },
    });
    cluster.writes.length = 0;
    await rest();
    expect(binding()?.spec.releaseState).toBe('Suspend');
    expect(cluster.writes).toEqual([]);
  });

  it('undeploys a binding whose class was deleted', async () => {
    const binding = aServiceBinding(
      'greeter',
      ofComponent('greeter'),
      deployedTo('development', image),
    );
    const cluster = new InMemoryCluster(
      anEnvironment('development'),
      aDataPlane('default'),
      aServiceClass('default'),
      binding,
    );
    await reconcile(cluster);
    expect(cluster.list(releaseKind)).toHaveLength(1);

    const [itsClass] = cluster.list(serviceClassKind);
    cluster.delete(itsClass);
    cluster.apply({
      ...binding,
      spec: { ...binding.spec, releaseState: 'Undeploy' },
    });
    await reconcile(cluster);
    const [{ metadata }] = cluster.list(releaseKind);
    expect(metadata.deletionTimestamp).toBeDefined();
    expect(
      getCondition(
        cluster.get(serviceBindingKind, key('greeter'))?.status?.conditions,
        'Ready',
      )?.reason,
    ).toBe('ResourcesUndeployed');
  });

  it('looks up a component with its project', () => {
    const cluster = new InMemoryCluster(
      ...['shop', 'office'].map(project =>
        aServiceBinding(
          `${project}-greeter`,
          ofComponent('greeter', project),
          deployedTo('development', image),
          withSpec({ className: project }),
        ),
      ),
    );
    const found = findBinding(
      cluster,
      testOrganization,
      { projectName: 'office', componentName: 'greeter' },
      'development',
    );
    expect(found?.binding.metadata.name).toBe('office-greeter');
  });
});
