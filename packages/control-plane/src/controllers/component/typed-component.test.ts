import { systemClock } from '@promenade/kube-client';
import {
  componentBindingKind,
  componentKind,
  deployableArtifactKind,
  getCondition,
  releaseKind,
} from '@promenade/openchoreo-model';
import { componentBindingType } from '../../core/component-type/binding-types';
import { jsonAt } from '../../runtime/json';
import {
  InMemoryCluster,
  aComponent,
  aComponentType,
  aDataPlane,
  aPipeline,
  aProject,
  aTrait,
  aWorkload,
  anEnvironment,
  ofComponent,
  reconcileUntilStable,
  testOrganization,
  withEnvironments,
  withImage,
  withSpec,
} from '../../test/__testUtils__';
import { bindingReconciler } from '../binding/reconcile';
import { componentReconciler } from './reconcile';

const dependencies = { clock: systemClock };
const key = { namespace: testOrganization, name: 'greeter' };

let cluster: InMemoryCluster;

beforeEach(() => {
  cluster = new InMemoryCluster(
    aProject('shop'),
    aDataPlane('default'),
    anEnvironment('development'),
    anEnvironment('production'),
    aPipeline('default', withEnvironments('development', 'production')),
    aComponentType('web', withSpec({ allowedTraits: [{ name: 'cache' }] })),
    aTrait('cache'),
    aComponent(
      'greeter',
      withSpec({ componentType: { name: 'deployment/web' } }),
    ),
    aWorkload(
      'greeter-workload',
      ofComponent('greeter'),
      withImage('registry.test/app:1'),
    ),
  );
});

const reconcile = () =>
  reconcileUntilStable(
    cluster,
    [componentKind, componentReconciler(dependencies)],
    [
      componentBindingKind,
      bindingReconciler(componentBindingType, dependencies),
    ],
  );

const ready = () =>
  getCondition(cluster.get(componentKind, key)?.status?.conditions, 'Ready');
const binding = () => cluster.get(componentBindingKind, key);
const imageOf = () =>
  JSON.stringify(
    jsonAt(cluster.get(releaseKind, key), 'spec', 'resources'),
  ).match(/"image":"([^"]*)"/)?.[1];

describe('a component with a component type', () => {
  it('is deployed to the first environment, as a release with its type', async () => {
    await reconcile();
    expect(binding()).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'Component', name: 'greeter' }] },
      spec: {
        environment: 'development',
        className: 'web',
        componentType: {
          kind: 'ComponentType',
          name: 'web',
          spec: { workloadType: 'deployment' },
        },
        traits: [],
        componentProfile: {},
      },
    });
    expect(imageOf()).toBe('registry.test/app:1');
    const artifacts = cluster.list(deployableArtifactKind);
    expect(artifacts).toMatchObject([
      {
        metadata: { name: binding()?.spec.artifactRef },
        spec: {
          kindOfBinding: 'ComponentBinding',
          componentType: { name: 'web' },
        },
      },
    ]);
  });

  it('is another release when its type, parameters or workload change', async () => {
    const names = new Set<string | undefined>();
    const record = async () => {
      await reconcile();
      names.add(binding()?.spec.artifactRef);
    };
    await record();
    cluster.apply(
      aWorkload(
        'greeter-workload',
        ofComponent('greeter'),
        withImage('registry.test/app:2'),
      ),
    );
    await record();
    expect(imageOf()).toBe('registry.test/app:2');
    cluster.apply(
      aComponentType(
        'web',
        withSpec({ allowedTraits: [{ name: 'cache' }] }),
        withSpec({
          environmentConfigs: { openAPIV3Schema: { type: 'object' } },
        }),
      ),
    );
    await record();
    cluster.apply(
      aComponent(
        'greeter',
        withSpec({
          componentType: { name: 'deployment/web' },
          parameters: { size: 'large' },
          traits: [{ name: 'cache', instanceName: 'first' }],
        }),
      ),
    );
    await record();
    expect(names.size).toBe(4);
    expect(cluster.list(deployableArtifactKind)).toHaveLength(4);
  });

  it('keeps what runs when its type becomes invalid', async () => {
    await reconcile();
    const before = binding()?.spec;
    cluster.apply(
      aComponentType(
        'web',
        withSpec({
          resources: [
            { id: 'deployment', template: { kind: '${nothing.at.all}' } },
          ],
        }),
      ),
    );
    await reconcile();
    expect(ready()).toMatchObject({
      status: 'False',
      reason: 'ComponentTypeInvalid',
      message:
        'ComponentType web spec.resources[0].template.kind: Unknown variable: nothing in ${nothing.at.all}',
    });
    expect(binding()?.spec).toEqual(before);
    expect(imageOf()).toBe('registry.test/app:1');
  });

  it.each([
    [
      'its type does not exist',
      { componentType: { name: 'deployment/none' } },
      'ComponentTypeNotFound',
      'spec.componentType.name: ComponentType "none" not found; create it or name another',
    ],
    [
      'its type is for another workload',
      { componentType: { name: 'cronjob/web' } },
      'ComponentTypeNotFound',
      'spec.componentType.name: ComponentType "web" is for a deployment; it is named deployment/web',
    ],
    [
      'its type does not allow a trait',
      {
        componentType: { name: 'deployment/web' },
        traits: [{ name: 'other', instanceName: 'a' }],
      },
      'TraitNotAllowed',
      'spec.traits[0]: the component type does not allow Trait "other"; remove it, or add it to allowedTraits of the type',
    ],
  ])('is not ready when %s', async (_, spec, reason, message) => {
    cluster.apply(aComponent('greeter', withSpec(spec)));
    await reconcile();
    expect(ready()).toMatchObject({ status: 'False', reason, message });
    expect(binding()).toBeUndefined();
  });

  it('needs exactly one Workload', async () => {
    cluster.apply(
      aWorkload('another', ofComponent('greeter'), withImage('other:1')),
    );
    await reconcile();
    expect(ready()).toMatchObject({
      reason: 'WorkloadAmbiguous',
      message:
        '2 Workloads have the component "greeter" in spec.owner, and a component with a component type has one; delete the others',
    });
  });

  it('reports invalid parameters in its binding, and keeps what runs', async () => {
    await reconcile();
    cluster.apply(
      aComponentType(
        'web',
        withSpec({
          parameters: {
            openAPIV3Schema: { type: 'object', required: ['size'] },
          },
        }),
      ),
    );
    await reconcile();
    expect(ready()).toMatchObject({
      reason: 'InvalidConfiguration',
      message: 'development: Component spec.parameters.size: is required',
    });
    expect(imageOf()).toBe('registry.test/app:1');
  });
});
