import { systemClock } from '@promenade/kube-client';
import {
  Build,
  buildKind,
  getCondition,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { Workflow } from '../../buildplane/workflow';
import { Workflows } from '../../buildplane/workflows';
import { classTypes } from '../../core/component-type/binding-types';
import { workflowKey } from '../../render/build/render-workflow';
import {
  Crash,
  InMemoryCluster,
  Modifier,
  aBuild,
  aBuildPlane,
  aComponent,
  aDeploymentTrack,
  aService,
  aWorkload,
  ofComponent,
  testOrganization,
  withSpec,
  withWorkloadName,
} from '../../test/__testUtils__';
import { buildReconciler } from './reconcile';

const image = 'registry.test/web:2';
const web = ofComponent('web');
const key = (name: string) => ({ namespace: testOrganization, name });

/** Workflows that have succeeded with an image as soon as they are started. */
class SucceededWorkflows implements Workflows {
  /** Names of the builds whose Workflow was created. */
  readonly created: string[] = [];

  constructor(private readonly descriptor?: string) {}

  async start(build: Build): Promise<Workflow> {
    const { name } = build.metadata;
    if (!this.created.includes(name)) this.created.push(name);
    return this.#workflow(build);
  }

  async find(build: Build): Promise<Workflow | undefined> {
    return this.created.includes(build.metadata.name)
      ? this.#workflow(build)
      : undefined;
  }

  async remove() {}

  #workflow(build: Build): Workflow {
    const node = (template: string, name: string, value: string) => ({
      id: template,
      displayName: template,
      type: 'Pod',
      templateName: template,
      phase: 'Succeeded',
      outputs: { parameters: [{ name, value }] },
    });
    return {
      metadata: { ...workflowKey(build), uid: build.metadata.name },
      status: {
        phase: 'Succeeded',
        nodes: {
          push: node('push-step', 'image', image),
          ...(this.descriptor !== undefined && {
            workload: node(
              'workload-create-step',
              'workload-cr',
              this.descriptor,
            ),
          }),
        },
      },
    };
  }
}

/** Reconciles a Build until nothing is left to do. */
async function reconcileUntilDone(
  cluster: InMemoryCluster,
  workflows: Workflows,
  name = 'web-build',
): Promise<void> {
  const reconcile = buildReconciler({ clock: systemClock, workflows });
  let result = await reconcile(key(name), cluster, cluster);
  while (result?.requeueAfter === 0) {
    result = await reconcile(key(name), cluster, cluster);
  }
}

/** Reconciles a Build of the component `web`, whose Workflow has succeeded, and returns the cluster. */
async function buildOf({
  objects = [aComponent('web')],
  descriptor,
}: {
  objects?: Parameters<InMemoryCluster['apply']>[0][];
  descriptor?: string;
} = {}): Promise<InMemoryCluster> {
  const cluster = new InMemoryCluster(
    aBuildPlane('default'),
    ...objects,
    aBuild('web-build', web),
  );
  await reconcileUntilDone(cluster, new SucceededWorkflows(descriptor));
  return cluster;
}

const conditionOf = (
  cluster: InMemoryCluster,
  type = 'Ready',
  name = 'web-build',
) => getCondition(cluster.get(buildKind, key(name))?.status?.conditions, type);

const workloadOf = (cluster: InMemoryCluster, name = 'web-workload') =>
  cluster.get(workloadKind, key(name))?.spec;

const aWorkloadWith = (...containers: string[]) =>
  aWorkload(
    'web',
    web,
    withSpec({
      containers: Object.fromEntries(
        containers.map(name => [
          name,
          { image: 'registry.test/old:1', args: [name] },
        ]),
      ),
    }),
  );

describe('the result of a build', () => {
  it('is a new Workload with the image where there is none', async () => {
    const cluster = await buildOf();
    expect(workloadOf(cluster)).toMatchObject({
      owner: { projectName: 'shop', componentName: 'web' },
      containers: { main: { image } },
    });
    expect(conditionOf(cluster)).toMatchObject({
      status: 'True',
      reason: 'Completed',
      message: `Built ${image}; Workload "web-workload" has it`,
    });
  });

  it.each([
    [['main', 'proxy'], 'main'],
    [['server'], 'server'],
  ])(
    'is the image of a Workload with the containers %j in %s',
    async (containers, changed) => {
      const cluster = await buildOf({
        objects: [aComponent('web'), aWorkloadWith(...containers)],
      });
      const spec = workloadOf(cluster, 'web');
      expect(
        containers.filter(name => spec?.containers?.[name].image === image),
      ).toEqual([changed]);
      expect(spec?.containers?.[changed].args).toEqual([changed]);
    },
  );

  it('is not set where the container is ambiguous', async () => {
    const cluster = await buildOf({
      objects: [aComponent('web'), aWorkloadWith('a', 'b')],
    });
    expect(conditionOf(cluster, 'WorkloadUpdated')).toMatchObject({
      status: 'False',
      reason: 'WorkloadUpdateFailed',
      message: expect.stringContaining('name it main'),
    });
    expect(cluster.get(buildKind, key('web-build'))?.status).toMatchObject({
      phase: 'Running',
      imageStatus: { image },
    });
  });

  it('is the descriptor of the repository, for the Workload that is deployed and with the owner of the build', async () => {
    const cluster = await buildOf({
      objects: [
        aComponent('web'),
        aService('web', web, withWorkloadName('deployed')),
      ],
      descriptor: JSON.stringify({
        metadata: { name: 'described', namespace: 'globex' },
        spec: {
          owner: { projectName: 'other', componentName: 'other' },
          containers: { main: { image } },
          endpoints: { http: { type: 'HTTP', port: 80 } },
        },
      }),
    });
    expect(workloadOf(cluster, 'deployed')).toMatchObject({
      owner: { projectName: 'shop', componentName: 'web' },
      endpoints: { http: { port: 80 } },
    });
    expect(cluster.list(workloadKind)).toHaveLength(1);
  });

  it.each([
    ['{', /no YAML/],
    ['spec: {containers: {main: {image: ""}}}', /invalid: spec.containers/],
  ])('is refused if the descriptor is %j', async (descriptor, message) => {
    const cluster = await buildOf({ descriptor });
    expect(conditionOf(cluster, 'WorkloadUpdated')?.message).toMatch(message);
    expect(cluster.list(workloadKind)).toEqual([]);
  });

  it.each([
    ['Service', 'web-service'],
    ['WebApplication', 'web-webapp'],
    ['ScheduledTask', 'web-task'],
  ])('is deployed by a new %s', async (type, name) => {
    const cluster = await buildOf({
      objects: [aComponent('web', withSpec({ type }))],
    });
    const created = classTypes
      .filter(each => each.name === type)
      .map(each => cluster.get(each.resourceKind, key(name)));
    expect(created[0]?.spec).toMatchObject({
      owner: { projectName: 'shop', componentName: 'web' },
      workloadName: 'web-workload',
      className: 'default',
    });
  });

  it('is deployed by nothing new for a component with a component type', async () => {
    const cluster = await buildOf({
      objects: [
        aComponent(
          'web',
          withSpec({ componentType: { name: 'deployment/web' } }),
        ),
      ],
    });
    expect(workloadOf(cluster)).toBeDefined();
    expect(cluster.list(serviceKind)).toEqual([]);
  });

  it('does not replace that of a newer build', async () => {
    const createdAt =
      (creationTimestamp: string): Modifier =>
      draft => {
        draft.metadata.creationTimestamp = creationTimestamp;
      };
    const cluster = new InMemoryCluster(
      aBuildPlane('default'),
      aComponent('web'),
      aBuild('newer', web, createdAt('2026-01-02T00:00:00Z')),
      aBuild('older', web, createdAt('2026-01-01T00:00:00Z')),
    );
    const workflows = new SucceededWorkflows();
    await reconcileUntilDone(cluster, workflows, 'newer');
    const { writes } = cluster;
    writes.splice(0);
    await reconcileUntilDone(cluster, workflows, 'older');
    expect(writes.filter(({ kind }) => kind === 'Workload')).toEqual([]);
    expect(conditionOf(cluster, 'Ready', 'older')).toMatchObject({
      status: 'True',
      reason: 'Superseded',
      message: 'Build "newer" is newer and has an image, too',
    });
  });
});

describe('row 27: a build of the branch of a track', () => {
  const onBranch = withSpec({
    repository: {
      url: 'https://git.test/shop',
      revision: { branch: 'feature' },
      appPath: '/',
    },
  });
  const service = aService(
    'web-service',
    web,
    withWorkloadName('web'),
    withSpec({ className: 'fast' }),
  );

  async function buildOfBranch(
    track: Parameters<InMemoryCluster['apply']>[0] | undefined,
    ...modifiers: Modifier[]
  ) {
    const cluster = new InMemoryCluster(
      aBuildPlane('default'),
      aComponent('web'),
      aWorkloadWith('main'),
      service,
      ...(track ? [track] : []),
      aBuild('web-build', web, onBranch, ...modifiers),
    );
    await reconcileUntilDone(cluster, new SucceededWorkflows());
    return cluster;
  }

  it('sets its image in a Workload of the track, which is a copy of that of the default track', async () => {
    const cluster = await buildOfBranch(
      aDeploymentTrack('feature-x', web, withSpec({ branch: 'feature' })),
    );
    expect(cluster.get(buildKind, key('web-build'))).toMatchObject({
      spec: { deploymentTrack: 'feature-x' },
      status: { phase: 'Succeeded' },
    });
    expect(workloadOf(cluster, 'web-feature-x')).toMatchObject({
      deploymentTrack: 'feature-x',
      containers: { main: { image, args: ['main'] } },
    });
    expect(workloadOf(cluster, 'web')?.containers?.main.image).toBe(
      'registry.test/old:1',
    );
    expect(cluster.list(serviceKind)).toEqual([
      expect.objectContaining({
        metadata: expect.objectContaining({ name: 'web-service' }),
      }),
    ]);
  });

  it('keeps the other fields of the Workload of the track the next time', async () => {
    const cluster = await buildOfBranch(
      aDeploymentTrack('feature-x', web, withSpec({ branch: 'feature' })),
    );
    cluster.apply(
      aWorkload(
        'web-feature-x',
        web,
        withSpec({
          deploymentTrack: 'feature-x',
          containers: {
            main: { image: 'registry.test/old:2', args: ['mine'] },
          },
        }),
      ),
    );
    cluster.apply(aBuild('web-build-2', web, onBranch));
    await reconcileUntilDone(cluster, new SucceededWorkflows(), 'web-build-2');
    expect(workloadOf(cluster, 'web-feature-x')?.containers?.main).toEqual({
      image,
      args: ['mine'],
    });
  });

  it('is one of the default track without a track for the branch', async () => {
    const cluster = await buildOfBranch(
      aDeploymentTrack('other', web, withSpec({ branch: 'other' })),
    );
    expect(workloadOf(cluster, 'web')?.containers?.main.image).toBe(image);
  });

  it('waits for a track that it names and that does not exist', async () => {
    const cluster = await buildOfBranch(
      undefined,
      withSpec({ deploymentTrack: 'none' }),
    );
    expect(conditionOf(cluster)).toMatchObject({
      reason: 'WorkloadUpdateFailed',
      message: expect.stringContaining('has no DeploymentTrack "none"'),
    });
  });

  it('creates no Workload for a track that has expired', async () => {
    const cluster = await buildOfBranch(
      aDeploymentTrack(
        'feature-x',
        web,
        withSpec({ branch: 'feature', ttl: '1ms' }),
      ),
    );
    expect(conditionOf(cluster)).toMatchObject({
      status: 'True',
      reason: 'TrackExpired',
    });
    expect(workloadOf(cluster, 'web-feature-x')).toBeUndefined();
  });
});

describe('a build of OpenChoreo v0.3.2', () => {
  it.each([
    [
      { type: 'WorkloadUpdated', status: 'True', reason: 'WorkloadUpdated' },
      'Succeeded',
    ],
    [
      { type: 'BuildCompleted', status: 'False', reason: 'BuildFailed' },
      'Failed',
    ],
    [
      { type: 'BuildTriggered', status: 'True', reason: 'BuildTriggered' },
      'Failed',
    ],
  ])('with the condition %j is not run again', async (condition, phase) => {
    const cluster = new InMemoryCluster(
      aBuildPlane('default'),
      aComponent('web'),
      aBuild('web-build', web, draft => {
        draft.status = {
          conditions: [
            {
              ...condition,
              message: '',
              lastTransitionTime: '2026-01-01T00:00:00Z',
            },
          ],
        };
      }),
    );
    const workflows = new SucceededWorkflows();
    await reconcileUntilDone(cluster, workflows);
    expect(cluster.get(buildKind, key('web-build'))?.status?.phase).toBe(phase);
    expect(workflows.created).toEqual([]);
  });
});

describe('a build whose control plane ends at a write', () => {
  /** Ends the process before the write after the next `writes`, starts it again, and returns the state after that. */
  async function stateAfterCrash(writes: number) {
    const cluster = new InMemoryCluster(
      aBuildPlane('default'),
      aComponent('web'),
      aBuild('web-build', web),
    );
    const workflows = new SucceededWorkflows();
    cluster.crashAfter(writes);
    const hasCrashed = await reconcileUntilDone(cluster, workflows)
      .then(() => false)
      .catch((error: unknown) => {
        if (error instanceof Crash) return true;
        throw error;
      });
    cluster.restart();
    await reconcileUntilDone(cluster, workflows);
    return {
      hasCrashed,
      created: workflows.created,
      state: cluster.state(),
    };
  }

  it.each([0, 1, 2, 3, 4, 5])(
    'number %i is completed with one Workflow and one Workload',
    async writes => {
      expect(await stateAfterCrash(writes)).toEqual({
        hasCrashed: true,
        created: ['web-build'],
        state: (await buildOf()).state(),
      });
    },
  );

  it('is tested with every write', async () => {
    expect((await stateAfterCrash(6)).hasCrashed).toBe(false);
  });
});
