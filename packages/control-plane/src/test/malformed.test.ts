import {
  KubernetesObject,
  buildKind,
  buildPlaneKind,
  componentKind,
  dataPlaneKind,
  environmentKind,
  kinds,
  organizationKind,
  projectKind,
  releaseKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { recoverSpec } from '../core/recover-spec';
import { isJsonObject, jsonAt, jsonListAt } from '../runtime/json';
import { TypedResource } from '../runtime/read';
import {
  InMemoryCluster,
  aBuild,
  aBuildPlane,
  aComponent,
  aDataPlane,
  aPipeline,
  aProject,
  aService,
  aServiceBinding,
  aServiceClass,
  aWorkload,
  anEnvironment,
  anOrganization,
  deployedTo,
  inProject,
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

let cluster: InMemoryCluster;
let controlPlane: SimulatedControlPlane;

beforeEach(async () => {
  cluster = new InMemoryCluster(
    anOrganization(testOrganization),
    aDataPlane('default'),
    anEnvironment('development'),
    anEnvironment('staging'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aServiceClass('default'),
    aProject('shop', withSpec({ cell: { isolation: 'Enforced' } })),
    aComponent('greeter'),
    aWorkload('greeter', owner, withImage('registry.test/app:1')),
    aService('greeter', owner, withWorkloadName('greeter')),
    aBuildPlane('builds'),
    aBuild('greeter-build-01', owner),
  );
  controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.enqueueAll();
  await controlPlane.run();
});

function find(type: TypedResource<KubernetesObject>, name: string) {
  const object = cluster
    .list(type)
    .find(({ metadata }) => metadata.name === name);
  if (!object) throw new Error(`${type.kind} ${name} not found`);
  return object;
}

/** Removes the spec, as a patch with `spec: null` does. */
function removeSpec(type: TypedResource<KubernetesObject>, name: string): void {
  cluster.apply({ ...find(type, name), spec: undefined });
}

function readyOf({ kind }: { kind: string }, name: string) {
  const objects = Object.values(cluster.state());
  const object = objects.find(
    each =>
      jsonAt(each, 'kind') === kind &&
      jsonAt(each, 'metadata', 'name') === name,
  );
  return jsonListAt(object, 'status', 'conditions')
    .filter(isJsonObject)
    .find(({ type }) => type === 'Ready');
}

const policiesOf = (release: string) =>
  cluster
    .get(releaseKind, { ...key, name: release })
    ?.spec.resources?.filter(({ object }) => object.kind === 'NetworkPolicy');

const finalizedKinds: readonly (readonly [
  string,
  TypedResource<KubernetesObject>,
  string,
])[] = (
  [
    [organizationKind, testOrganization],
    [projectKind, 'shop'],
    [environmentKind, 'development'],
    [dataPlaneKind, 'default'],
    [componentKind, 'greeter'],
    [releaseKind, 'greeter'],
    [buildKind, 'greeter-build-01'],
    [buildPlaneKind, 'builds'],
  ] as const
).map(([type, name]) => [type.kind, type, name]);

describe('a malformed object', () => {
  it.each(finalizedKinds)(
    'of kind %s can be deleted',
    async (_, type, name) => {
      const object = find(type, name);
      expect(object.metadata.finalizers).toHaveLength(1);
      removeSpec(type, name);
      await controlPlane.run();
      cluster.delete(object);
      await controlPlane.run();
      const { uid } = object.metadata;
      const left = Object.values(cluster.state()).filter(
        each => Object(each).metadata.uid === uid,
      );
      expect(left).toHaveLength(type === releaseKind ? 1 : 0);
    },
  );

  it('of kind Component takes its deployments along', async () => {
    removeSpec(componentKind, 'greeter');
    await controlPlane.run();
    cluster.delete(aComponent('greeter'));
    await controlPlane.run();
    expect(cluster.list(serviceBindingKind)).toEqual([]);
    expect(cluster.list(releaseKind).map(each => each.metadata.name)).toEqual(
      [],
    );
  });

  it('of kind Environment is deleted before its data plane', async () => {
    removeSpec(environmentKind, 'staging');
    await controlPlane.run();
    cluster.delete(aDataPlane('default'));
    await controlPlane.run();
    expect(readyOf(dataPlaneKind, 'default')).toMatchObject({
      status: 'False',
      message: expect.stringMatching(
        /^Environment "staging" is malformed .* or delete it$/,
      ),
    });
    cluster.delete(anEnvironment('staging'));
    await controlPlane.run();
    expect(Object.keys(cluster.state())).not.toContain(
      'DataPlane acme/default',
    );
  });

  it('is deleted with the project in its labels', async () => {
    cluster.apply({
      ...aComponent('broken'),
      spec: undefined,
      metadata: {
        ...aComponent('broken').metadata,
        labels: { 'openchoreo.dev/project': 'shop' },
      },
    });
    await controlPlane.run();
    cluster.delete(aProject('shop'));
    await controlPlane.run();
    expect(Object.keys(cluster.state())).not.toContain('Component acme/broken');
    expect(Object.keys(cluster.state())).not.toContain('Project acme/shop');
  });

  it('has a recoverable spec if its kind has a finalizer', () => {
    const withFinalizer = kinds.filter(({ schema, apiVersion, kind }) => {
      const metadata = { name: 'a', namespace: 'acme' };
      const spec = recoverSpec({ apiVersion, kind, metadata });
      return spec && schema.parse({ apiVersion, kind, metadata, spec });
    });
    const recoverable = new Set(withFinalizer.map(({ kind }) => kind));
    expect(finalizedKinds.map(([kind]) => kind).sort()).toEqual(
      [...recoverable].sort(),
    );
  });

  it.each([
    ['Workload', workloadKind, 'greeter'],
    ['Release', releaseKind, 'greeter'],
  ])(
    'of kind %s has the condition Malformed until it is corrected',
    async (_, type, name) => {
      const object = find(type, name);
      removeSpec(type, name);
      await controlPlane.run();
      expect(readyOf(type, name)).toMatchObject({
        status: 'False',
        reason: 'Malformed',
        message: expect.stringMatching(/^spec: /),
      });
      const { metadata, ...corrected } = object;
      cluster.apply({ ...corrected, metadata: { ...metadata } });
      await controlPlane.run();
      expect(readyOf(type, name)?.reason).not.toBe('Malformed');
    },
  );

  it.each(kinds.map(type => [type.kind, type]))(
    'of kind %s causes no errors in watches',
    (_, type) => {
      const change = (object: KubernetesObject) => {
        const malformed = { ...object, spec: null, status: null };
        cluster.apply(malformed);
        cluster.apply({ ...malformed, metadata: { ...object.metadata } });
        cluster.apply(object);
        cluster.apply(malformed);
        cluster.delete(malformed);
      };
      const objects = cluster.list<KubernetesObject>(type);
      expect(() => objects.forEach(change)).not.toThrow();
    },
  );
});

describe('a project that becomes malformed', () => {
  beforeEach(async () => {
    removeSpec(projectKind, 'shop');
    await controlPlane.run();
  });

  it('keeps its network policies, while its components are updated', async () => {
    cluster.apply(
      aWorkload('greeter', owner, withImage('registry.test/app:2')),
    );
    await controlPlane.run();
    expect(policiesOf('greeter')).toHaveLength(1);
    expect(JSON.stringify(cluster.get(releaseKind, key)?.spec)).toContain(
      'registry.test/app:2',
    );
    expect(
      cluster
        .list(releaseKind)
        .filter(({ spec }) => spec.owner.componentName === '*'),
    ).toHaveLength(1);
  });

  it('is reported by its components as malformed', () => {
    expect(readyOf(componentKind, 'greeter')).toMatchObject({
      status: 'False',
      reason: 'ProjectMalformed',
      message: expect.stringMatching(
        /^Project "shop" is malformed \(spec: .*\); correct it$/,
      ),
    });
  });

  it('is the same as before when it is corrected', async () => {
    cluster.apply(aProject('shop'));
    await controlPlane.run();
    expect(policiesOf('greeter')).toEqual([]);
    expect(readyOf(componentKind, 'greeter')?.status).toBe('True');
  });
});

describe('a component whose project does not exist', () => {
  const listBaselines = () =>
    cluster
      .list(releaseKind)
      .filter(({ spec }) => spec.owner.componentName === '*')
      .map(({ spec }) => spec.environmentName);

  /** Deletes the project without cleanup, as after the removal of its finalizer. */
  const removeProject = () => {
    const { metadata, ...project } = aProject('shop');
    cluster.apply({ ...project, metadata: { ...metadata, finalizers: [] } });
    cluster.delete(aProject('shop'));
  };

  it('keeps its network policies, and that of its cell until it is deleted', async () => {
    removeProject();
    await controlPlane.run();
    expect(cluster.list(projectKind)).toEqual([]);
    expect(policiesOf('greeter')).toHaveLength(1);
    expect(listBaselines()).toEqual(['development']);

    const binding = cluster.list(serviceBindingKind)[0];
    const { metadata, ...release } = find(releaseKind, 'greeter');
    const held = [...(metadata.finalizers ?? []), 'test/held'];
    cluster.apply({ ...release, metadata: { ...metadata, finalizers: held } });
    cluster.delete(find(serviceKind, 'greeter'));
    cluster.delete(binding);
    await controlPlane.run();
    expect(cluster.list(serviceBindingKind)).toEqual([]);
    expect(cluster.get(releaseKind, key)).toBeDefined();
    expect(listBaselines()).toEqual(['development']);

    cluster.apply({ ...release, metadata: { ...metadata, finalizers: [] } });
    cluster.delete({ ...release, metadata });
    await controlPlane.run();
    expect(cluster.list(releaseKind)).toEqual([]);
  });

  it('has the isolation of the project again when that is created', async () => {
    removeProject();
    await controlPlane.run();
    const [baseline] = cluster
      .list(releaseKind)
      .filter(({ spec }) => spec.owner.componentName === '*');
    cluster.apply(
      aProject('shop', withSpec({ cell: { isolation: 'Enforced' } })),
    );
    await controlPlane.run();
    expect(cluster.get(releaseKind, baseline.metadata)?.metadata.uid).toBe(
      baseline.metadata.uid,
    );
    cluster.apply(aProject('shop', withSpec({ cell: { isolation: 'Off' } })));
    await controlPlane.run();
    expect(listBaselines()).toEqual([]);
    expect(policiesOf('greeter')).toEqual([]);
  });

  it('gets no network policies', async () => {
    const orphan = ofComponent('orphan', 'nowhere');
    cluster.apply(aComponent('orphan', inProject('nowhere')));
    cluster.apply(
      aServiceBinding(
        'orphan',
        orphan,
        deployedTo('development', 'registry.test/app:1'),
      ),
    );
    await controlPlane.run();
    expect(policiesOf('orphan')).toEqual([]);
  });
});
