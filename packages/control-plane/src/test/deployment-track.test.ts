import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  KubernetesObject,
  deployableArtifactKind,
  deploymentTrackKind,
  endpointKind,
  getCondition,
  kindOf,
  releaseKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  Modifier,
  aComponent,
  aComponentType,
  aDataPlane,
  aDeploymentTrack,
  aPipeline,
  aProject,
  aPromotion,
  aService,
  aServiceClass,
  aWorkload,
  anAPIClass,
  anEnvironment,
  anOrganization,
  fromTo,
  ofComponent,
  testOrganization,
  withEnvironments,
  withImage,
  withLabels,
  withSpec,
  withWorkloadName,
} from './__testUtils__';
import { SimulatedControlPlane } from './__testUtils__/simulated-control-plane';

const owner = ofComponent('greeter');
const inNamespace = (name: string) => ({ namespace: testOrganization, name });
const hourMs = 3_600_000;
const previewName = 'greeter-pr-42';

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const samples = join(__dirname, '../../../../samples');

/** The objects of a file of the samples. */
const readSamples = (file: string): KubernetesObject[] =>
  parseAllDocuments(readFileSync(join(samples, file), 'utf8')).map(document => {
    const object = document.toJS();
    const kind = kindOf(object.apiVersion, object.kind);
    if (!kind) throw new Error(`unknown kind in ${file}`);
    return kind.schema.parse(object);
  });

let cluster: InMemoryCluster;
let controlPlane: SimulatedControlPlane;

/** Starts another process of the control plane. */
async function restart() {
  const { clock } = controlPlane;
  controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.clock.advanceTo(clock.now());
  controlPlane.enqueueAll();
  await controlPlane.run();
}

/** Reconciles everything that a timer is due for after some hours. */
async function passHours(hours: number) {
  controlPlane.clock.advanceTo(controlPlane.clock.now() + hours * hourMs);
  controlPlane.enqueueAll();
  await controlPlane.run();
}

const applyWorkload = (name: string, image: string, ...given: Modifier[]) =>
  cluster.apply(
    aWorkload(
      name,
      owner,
      withImage(`registry.test/app:${image}`),
      withSpec({
        endpoints: {
          api: { type: 'REST', port: 8080, visibility: ['public'] },
        },
      }),
      ...given,
    ),
  );

const applyTrack = (spec: Record<string, unknown> = {}) =>
  cluster.apply(
    aDeploymentTrack(
      previewName,
      owner,
      withLabels({ 'openchoreo.dev/name': 'pr-42' }),
      withSpec({ branch: 'pr-42', ttl: '72h', ...spec }),
    ),
  );

const readyOfTrack = () => {
  const track = cluster.get(deploymentTrackKind, inNamespace(previewName));
  return getCondition(track?.status?.conditions, 'Ready');
};

/** The names of all objects of the kinds that belong to components. */
const namesOf = () =>
  [
    workloadKind,
    serviceKind,
    serviceBindingKind,
    releaseKind,
    endpointKind,
    deployableArtifactKind,
  ].flatMap(kind =>
    cluster
      .list<KubernetesObject>(kind)
      .map(({ metadata }) => `${kind.kind} ${metadata.name}`)
      .sort(),
  );

beforeEach(async () => {
  cluster = new InMemoryCluster(
    anOrganization(testOrganization),
    aDataPlane('default'),
    anEnvironment('development'),
    anEnvironment('staging'),
    aPipeline('default', withEnvironments('development', 'staging')),
    aServiceClass('default'),
    anAPIClass('default'),
    aProject('shop'),
    aComponent('greeter'),
    aService('greeter', owner, withWorkloadName('greeter')),
  );
  applyWorkload('greeter', '1');
  controlPlane = new SimulatedControlPlane(cluster);
  controlPlane.enqueueAll();
  await controlPlane.run();
});

describe('row 26: a DeploymentTrack', () => {
  it('waits for a Workload of the track', async () => {
    applyTrack();
    await controlPlane.run();
    expect(readyOfTrack()).toMatchObject({
      status: 'False',
      reason: 'WorkloadNotFound',
      message: expect.stringContaining('"pr-42"'),
    });
  });

  it('is deployed beside the default track with the settings of the Service', async () => {
    applyTrack();
    applyWorkload('greeter-pr-42', '2', withSpec({ deploymentTrack: 'pr-42' }));
    await controlPlane.run();
    expect(readyOfTrack()).toMatchObject({
      status: 'True',
      message: 'Ready in development',
    });
    expect(
      cluster.get(serviceBindingKind, inNamespace('greeter-pr-42')),
    ).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'Service', name: 'greeter' }] },
      spec: {
        environment: 'development',
        deploymentTrack: 'pr-42',
        workloadSpec: {
          containers: { main: { image: 'registry.test/app:2' } },
        },
      },
    });
    expect(
      cluster.get(serviceBindingKind, inNamespace('greeter'))?.spec.workloadSpec
        .containers?.main.image,
    ).toBe('registry.test/app:1');
  });

  it('follows changes of its Workload and of the Service', async () => {
    applyTrack();
    applyWorkload('greeter-pr-42', '2', withSpec({ deploymentTrack: 'pr-42' }));
    await controlPlane.run();
    applyWorkload('greeter-pr-42', '3', withSpec({ deploymentTrack: 'pr-42' }));
    await controlPlane.run();
    const spec = () =>
      cluster.get(serviceBindingKind, inNamespace('greeter-pr-42'))?.spec;
    expect(spec()?.workloadSpec.containers?.main.image).toBe(
      'registry.test/app:3',
    );
    cluster.apply(
      aService(
        'greeter',
        owner,
        withWorkloadName('greeter'),
        withSpec({ className: 'other' }),
      ),
    );
    await controlPlane.run();
    expect(spec()?.className).toBe('other');
    expect(readyOfTrack()?.reason).toBe('ServiceClassNotFound');
  });

  it('deploys nothing while autoDeploy is false', async () => {
    applyTrack({ autoDeploy: false });
    applyWorkload('greeter-pr-42', '2', withSpec({ deploymentTrack: 'pr-42' }));
    await controlPlane.run();
    expect(cluster.get(serviceBindingKind, inNamespace('greeter-pr-42'))).toBe(
      undefined,
    );
    expect(readyOfTrack()).toMatchObject({
      reason: 'NotDeployed',
      message: expect.stringContaining('autoDeploy'),
    });
  });

  it('says that its Workload is not deployed once there is one', async () => {
    applyTrack({ autoDeploy: false });
    await controlPlane.run();
    expect(readyOfTrack()?.reason).toBe('WorkloadNotFound');
    applyWorkload('greeter-pr-42', '2', withSpec({ deploymentTrack: 'pr-42' }));
    await controlPlane.run();
    expect(readyOfTrack()?.reason).toBe('NotDeployed');
  });

  it('sets the version of APIs that have none', async () => {
    const api = {
      type: 'REST',
      className: 'default',
      rest: { backend: { port: 8080 }, exposeLevels: ['Public'] },
    };
    cluster.apply(
      aService(
        'greeter',
        owner,
        withWorkloadName('greeter'),
        withSpec({ apis: { api } }),
      ),
    );
    applyTrack({ apiVersion: 'v2' });
    applyWorkload('greeter-pr-42', '2', withSpec({ deploymentTrack: 'pr-42' }));
    await controlPlane.run();
    const binding = cluster.get(
      serviceBindingKind,
      inNamespace('greeter-pr-42'),
    );
    expect(binding?.spec.apis?.api.version).toBe('v2');
    expect(binding?.status?.endpoints?.[0].public?.basePath).toBe(
      '/shop/greeter/pr-42/v2',
    );
  });

  it('reports a name that cannot be part of a host', async () => {
    cluster.apply(aDeploymentTrack('release-1.2', owner));
    await controlPlane.run();
    const track = cluster.get(deploymentTrackKind, inNamespace('release-1.2'));
    expect(getCondition(track?.status?.conditions, 'Ready')).toMatchObject({
      reason: 'InvalidConfiguration',
      message: expect.stringContaining('"release-1.2"'),
    });
  });

  it('reports a component that does not exist', async () => {
    cluster.apply(aDeploymentTrack('lost', ofComponent('nobody')));
    await controlPlane.run();
    const track = cluster.get(deploymentTrackKind, inNamespace('lost'));
    expect(getCondition(track?.status?.conditions, 'Ready')?.reason).toBe(
      'ComponentNotFound',
    );
  });
});

describe('row 27: the time of a track', () => {
  let before: string[];

  beforeEach(async () => {
    before = namesOf();
    applyTrack();
    applyWorkload('greeter-pr-42', '2', withSpec({ deploymentTrack: 'pr-42' }));
    await controlPlane.run();
  });

  it('is in its status', () => {
    expect(
      cluster.get(deploymentTrackKind, inNamespace(previewName))?.status
        ?.expiresAt,
    ).toBe('2026-01-04T00:00:00Z');
  });

  it('is no time for one that is longer than a date can be', async () => {
    applyTrack({ ttl: '99999999999h' });
    await controlPlane.run();
    expect(readyOfTrack()?.status).toBe('True');
    expect(
      cluster.get(deploymentTrackKind, inNamespace(previewName))?.status
        ?.expiresAt,
    ).toBeUndefined();
  });

  it('keeps everything until it is over', async () => {
    await passHours(71);
    expect(readyOfTrack()?.status).toBe('True');
    expect(namesOf()).not.toEqual(before);
  });

  it('ends with the deletion of all that belongs to the track, and of nothing else', async () => {
    await passHours(73);
    expect(readyOfTrack()).toMatchObject({
      status: 'False',
      reason: 'Expired',
      message: expect.stringContaining('2026-01-04T00:00:00Z'),
    });
    expect(namesOf()).toEqual(before);
    await restart();
    expect(namesOf()).toEqual(before);
  });

  it('ends in every environment, and keeps the artifact of the history', async () => {
    cluster.apply(
      aPromotion(
        'preview-to-staging',
        owner,
        fromTo('development', 'staging'),
        withSpec({ deploymentTrack: 'pr-42' }),
      ),
    );
    await controlPlane.run();
    expect(readyOfTrack()?.message).toBe('Ready in development, staging');
    await passHours(73);
    expect(namesOf()).toEqual([
      ...before,
      expect.stringMatching(/^DeployableArtifact greeter-pr-42-/),
    ]);
  });

  it.each([0, 1, 2, 3, 4])(
    'ends also when the control plane is killed after %i writes',
    async writes => {
      cluster.crashAfter(writes);
      await passHours(73).catch(() => {});
      cluster.restart();
      await restart();
      expect(readyOfTrack()?.reason).toBe('Expired');
      expect(namesOf()).toEqual(before);
    },
  );

  it('can be extended, and the next Workload is deployed again', async () => {
    await passHours(73);
    applyTrack({ ttl: '200h' });
    applyWorkload('greeter-pr-42', '3', withSpec({ deploymentTrack: 'pr-42' }));
    await controlPlane.run();
    expect(readyOfTrack()?.status).toBe('True');
  });

  describe('that another DeploymentTrack has, too', () => {
    let all: string[];

    beforeEach(async () => {
      cluster.apply(aDeploymentTrack('pr-42', owner));
      await controlPlane.run();
      all = namesOf();
    });

    it('keeps the objects when it is over', async () => {
      await passHours(73);
      expect(readyOfTrack()).toMatchObject({
        reason: 'Expired',
        message: expect.stringContaining('DeploymentTrack "pr-42"'),
      });
      expect(namesOf()).toEqual(all);
    });

    it('keeps the objects when one of them is deleted', async () => {
      const track = cluster.get(deploymentTrackKind, inNamespace(previewName));
      if (track) cluster.delete(track);
      await controlPlane.run();
      expect(readyOfTrack()).toBeUndefined();
      expect(namesOf()).toEqual(all);
    });
  });

  it('does not matter when the track is deleted before', async () => {
    const track = cluster.get(deploymentTrackKind, inNamespace(previewName));
    if (track) cluster.delete(track);
    await controlPlane.run();
    expect(
      cluster.get(deploymentTrackKind, inNamespace(previewName)),
    ).toBeUndefined();
    expect(namesOf()).toEqual(before);
  });
});

describe('a DeploymentTrack of a component with a component type', () => {
  it('is deployed beside the default track', async () => {
    const typed = ofComponent('typed');
    cluster.apply(
      aComponentType('web', withSpec({ workloadType: 'deployment' })),
    );
    cluster.apply(
      aComponent(
        'typed',
        withSpec({ componentType: { name: 'deployment/web' } }),
      ),
    );
    cluster.apply(aWorkload('typed', typed, withImage('registry.test/app:1')));
    cluster.apply(aDeploymentTrack('next', typed));
    cluster.apply(
      aWorkload(
        'typed-next',
        typed,
        withImage('registry.test/app:2'),
        withSpec({ deploymentTrack: 'next' }),
      ),
    );
    await controlPlane.run();
    const track = cluster.get(deploymentTrackKind, inNamespace('next'));
    expect(getCondition(track?.status?.conditions, 'Ready')).toMatchObject({
      status: 'True',
      message: 'Ready in development',
    });
  });
});

describe('the samples', () => {
  it('run version 2 of an API beside version 1, and wait for the build of a branch', async () => {
    for (const file of [
      ...readdirSync(join(samples, 'platform')).map(each => `platform/${each}`),
      'tram/60-project.yaml',
      'tram/70-timetable.yaml',
      'tram/71-departures.yaml',
      'tracks/departures.yaml',
    ]) {
      for (const object of readSamples(file)) cluster.apply(object);
    }
    await controlPlane.run();
    const reasonOf = (name: string) => {
      const key = { namespace: 'default', name };
      const track = cluster.get(deploymentTrackKind, key);
      return getCondition(track?.status?.conditions, 'Ready')?.reason;
    };
    expect(reasonOf('departures-v2')).toBe('Deployed');
    expect(reasonOf('departures-faster-search')).toBe('WorkloadNotFound');
    const paths = cluster
      .list(serviceBindingKind)
      .filter(({ spec }) => spec.owner.componentName === 'departures')
      .map(({ status }) => status?.endpoints?.[0].organization?.basePath)
      .sort();
    expect(paths).toEqual(['/tram/departures/v1', '/tram/departures/v2']);
  });
});
