import { KubeObject } from '@promenade/kube-client';
import {
  Build,
  annotations,
  buildKind,
  buildNamespace,
  buildPlaneKind,
  componentKind,
  getCondition,
  isFinishedBuild,
  serviceBindingKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { renderPrerequisites } from '../../render/build/render-workflow';
import { workflowType } from '../../runtime/kubernetes-types';
import {
  Modifier,
  aBuild,
  aBuildPlane,
  aComponent,
  aService,
  aWorkload,
  ofComponent,
  withImage,
  withSpec,
  withWorkloadName,
} from '../__testUtils__';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

const url = 'https://git.test/shop';
const imageOf = (component: string, tag: string) =>
  `simulated.openchoreo.dev/shop-${component}:default-${tag}`;

/** A Build of a commit. */
const ofCommit = (commit: string): Modifier =>
  withSpec({
    repository: { url, revision: { commit }, appPath: '/' },
  });

let platform: TestPlatform;

const keyOf = (name: string) => ({ namespace: platform.organization, name });

const finished = (name: string) =>
  platform.waitFor(buildKind, name, isFinishedBuild);

const readyOf = ({ status }: Build) =>
  getCondition(status?.conditions, 'Ready');

/** The Workflows of a component, with their UID. */
async function workflowsOf(component: string): Promise<KubeObject[]> {
  const { items } = await platform.client.list(workflowType, {
    namespace: buildNamespace(platform.organization),
    labelSelector: `component-name=${component}`,
  });
  return items;
}

async function eventsOf(name: string): Promise<string[]> {
  const { items } = await platform.client.list<
    KubeObject & { reason?: string; involvedObject?: { name: string } }
  >(
    {
      group: '',
      version: 'v1',
      kind: 'Event',
      plural: 'events',
      scope: 'Namespaced',
    },
    { namespace: platform.organization },
  );
  return items
    .filter(({ involvedObject }) => involvedObject?.name === name)
    .map(({ reason }) => String(reason));
}

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.apply(aBuildPlane('default'));
});

afterAll(() => platform?.stop());

describe('a build plane', () => {
  it('is ready where Workflows are served', async () => {
    await platform.waitForCondition(buildPlaneKind, 'default', {
      status: 'True',
      reason: 'Ready',
    });
  });
});

describe('a build', () => {
  it('deploys a component that has nothing but its source', async () => {
    await platform.apply(
      aComponent('web'),
      aBuild('web-build-01', ofComponent('web'), ofCommit('1111aaaa2222bbbb')),
    );
    const { metadata, status } = await finished('web-build-01');
    expect(status).toMatchObject({
      phase: 'Succeeded',
      buildPlane: { namespace: platform.organization, name: 'default' },
      workflow: {
        namespace: `openchoreo-ci-${platform.organization}`,
        name: expect.stringMatching(/^web-build-01-[0-9a-f]{8}$/),
      },
      commit: '1111aaaa2222bbbb',
      imageStatus: { image: imageOf('web', '1111aaaa') },
    });
    expect(status?.steps).toEqual(
      ['clone', 'build', 'push', 'workload-create'].map(step => ({
        name: `${step}-step`,
        state: 'Succeeded',
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        message: expect.stringContaining('Simulated'),
      })),
    );
    expect(
      status?.conditions?.map(({ type, status: value, reason }) =>
        [type, value, reason].join(' '),
      ),
    ).toEqual([
      'BuildInitiated True BuildInitiated',
      'BuildTriggered True BuildTriggered',
      'BuildCompleted True BuildCompleted',
      'Ready True Completed',
      'WorkloadUpdated True WorkloadUpdated',
    ]);
    expect(metadata.ownerReferences).toMatchObject([
      { kind: 'Component', name: 'web', controller: true },
    ]);
    await platform.waitForCondition(componentKind, 'web', { status: 'True' });
    const service = await platform.client.get(
      serviceKind,
      keyOf('web-service'),
    );
    expect(service.spec).toMatchObject({
      workloadName: 'web-workload',
      className: 'default',
    });
    const binding = await platform.waitFor(
      serviceBindingKind,
      'web-service',
      each => each.status?.state === 'Ready',
    );
    expect(binding.spec).toMatchObject({
      environment: 'development',
      workloadSpec: {
        containers: { main: { image: imageOf('web', '1111aaaa') } },
        endpoints: { web: { type: 'REST', port: 8080 } },
      },
    });
    expect(await eventsOf('web-build-01')).toEqual(
      expect.arrayContaining(['BuildInProgress', 'Completed']),
    );
  });

  it('updates the Workload that is deployed, and keeps what others have set in it', async () => {
    const env = [{ key: 'LOG_LEVEL', value: 'debug' }];
    await platform.apply(
      aComponent('kept'),
      aWorkload(
        'kept-by-hand',
        ofComponent('kept'),
        withSpec({
          containers: { main: { image: 'registry.test/kept:1', env } },
          endpoints: { http: { type: 'HTTP', port: 9090 } },
        }),
      ),
      aService('kept', ofComponent('kept'), withWorkloadName('kept-by-hand')),
    );
    for (const commit of ['3333aaaa', '4444bbbb']) {
      const name = `kept-${commit}`;
      await platform.apply(aBuild(name, ofComponent('kept'), ofCommit(commit)));
      await finished(name);
      const workload = await platform.client.get(
        workloadKind,
        keyOf('kept-by-hand'),
      );
      expect(workload.spec).toMatchObject({
        containers: { main: { image: imageOf('kept', commit), env } },
        endpoints: { http: { type: 'HTTP', port: 9090 } },
      });
    }
    await platform.waitForCondition(componentKind, 'kept', { status: 'True' });
  });

  it('creates the namespace and the rights of its Workflow', async () => {
    const { rights } = renderPrerequisites(aBuild('any', ofComponent('web')));
    for (const { apiVersion, kind, metadata } of rights) {
      const found = await platform.findManifest({
        apiVersion,
        kind,
        metadata: {
          ...metadata,
          namespace: buildNamespace(platform.organization),
        },
      });
      expect(found).toMatchObject({ kind });
    }
  });

  it('fails for good when a step fails', async () => {
    await platform.apply(
      aComponent('broken'),
      aBuild(
        'broken-build-01',
        ofComponent('broken'),
        withSpec({
          repository: {
            url,
            revision: { branch: 'main' },
            appPath: '/simulated-fail',
          },
        }),
      ),
    );
    const build = await finished('broken-build-01');
    expect(build.status?.phase).toBe('Failed');
    expect(readyOf(build)).toMatchObject({
      status: 'False',
      reason: 'BuildFailed',
      message: 'Step "build-step" failed: simulated failure of build-step',
    });
    const [workflow] = await workflowsOf('broken');
    await platform.client.delete(workflowType, workflow.metadata);
    await platform.stopControlPlane();
    platform.startControlPlane();
    await platform.waitUntilIdle();
    expect(await workflowsOf('broken')).toEqual([]);
    expect((await finished('broken-build-01')).status).toEqual(build.status);
  });

  it('waits for its component', async () => {
    await platform.apply(aBuild('early-build-01', ofComponent('early')));
    await platform.waitForCondition(buildKind, 'early-build-01', {
      status: 'False',
      reason: 'ComponentNotFound',
    });
    expect(await workflowsOf('early')).toEqual([]);
    await platform.apply(aComponent('early'));
    expect((await finished('early-build-01')).status?.phase).toBe('Succeeded');
  });

  it('must not set the parameters of the control plane', async () => {
    await platform.apply(
      aComponent('forged'),
      aBuild(
        'forged-build-01',
        ofComponent('forged'),
        withSpec({
          templateRef: {
            name: 'docker',
            parameters: [{ name: 'image-name', value: 'shop-web' }],
          },
        }),
      ),
    );
    expect(
      await platform.waitForCondition(buildKind, 'forged-build-01', {
        status: 'False',
        reason: 'InvalidConfiguration',
      }),
    ).toBe(
      'spec.templateRef.parameters: "image-name" is set by the control plane; remove it',
    );
    await platform.patch(buildKind, 'forged-build-01', {
      templateRef: { parameters: [] },
    });
    expect((await finished('forged-build-01')).status?.phase).toBe('Succeeded');
  });

  it('is continued by the next control plane with the same Workflow', async () => {
    await platform.apply(
      aComponent('restarted'),
      aBuild('restarted-build-01', ofComponent('restarted')),
    );
    await platform.waitFor(
      buildKind,
      'restarted-build-01',
      ({ status }) => status?.phase === 'Running',
    );
    await platform.stopControlPlane();
    const before = await workflowsOf('restarted');
    platform.startControlPlane();
    const { status } = await finished('restarted-build-01');
    expect(status?.phase).toBe('Succeeded');
    const after = await workflowsOf('restarted');
    expect(after.map(({ metadata }) => metadata.uid)).toEqual(
      before.map(({ metadata }) => metadata.uid),
    );
  });

  it('adopts the Workflow that it has started when its status was not written', async () => {
    await platform.apply(
      aComponent('adopted'),
      aBuild('adopted-build-01', ofComponent('adopted')),
    );
    await platform.waitFor(
      buildKind,
      'adopted-build-01',
      ({ status }) => status?.phase === 'Running',
    );
    await platform.stopControlPlane();
    const [before] = await workflowsOf('adopted');
    await platform.client.patchStatus(buildKind, keyOf('adopted-build-01'), {
      phase: null,
      workflow: null,
      buildPlane: null,
      steps: null,
      conditions: null,
    });
    platform.startControlPlane();
    await finished('adopted-build-01');
    const [after, ...others] = await workflowsOf('adopted');
    expect(others).toEqual([]);
    expect(after.metadata.uid).toBe(before.metadata.uid);
  });

  it('does not change the Workload of another component', async () => {
    await platform.apply(
      aComponent('thief'),
      aWorkload('victim', ofComponent('web'), withImage('registry.test/web:1')),
      aService('thief', ofComponent('thief'), withWorkloadName('victim')),
      aBuild('thief-build-01', ofComponent('thief')),
    );
    expect(
      await platform.waitForCondition(buildKind, 'thief-build-01', {
        type: 'WorkloadUpdated',
        status: 'False',
        reason: 'WorkloadUpdateFailed',
      }),
    ).toMatch(/^Workload "victim" belongs to component "web"/);
    const victim = await platform.client.get(workloadKind, keyOf('victim'));
    expect(victim.spec).toMatchObject({
      containers: { main: { image: 'registry.test/web:1' } },
    });
  });

  it('runs beside another of the component; the newest sets its image', async () => {
    await platform.apply(
      aComponent('twice'),
      aBuild('twice-build-01', ofComponent('twice'), ofCommit('5555aaaa')),
    );
    await platform.waitFor(
      buildKind,
      'twice-build-01',
      ({ status }) => status?.phase === 'Running',
    );
    await platform.apply(
      aBuild('twice-build-02', ofComponent('twice'), ofCommit('6666bbbb')),
    );
    const [first, second] = await Promise.all(
      ['twice-build-01', 'twice-build-02'].map(finished),
    );
    expect([first.status?.phase, second.status?.phase]).toEqual([
      'Succeeded',
      'Succeeded',
    ]);
    expect(await workflowsOf('twice')).toHaveLength(2);
    await platform.waitFor(
      workloadKind,
      'twice-workload',
      ({ spec }) =>
        spec.containers?.main.image === imageOf('twice', '6666bbbb'),
    );
  });
});

describe('the deletion of a build', () => {
  it('deletes its Workflow while it runs', async () => {
    await platform.apply(
      aComponent('cancelled'),
      aBuild('cancelled-build-01', ofComponent('cancelled')),
    );
    await platform.waitFor(
      buildKind,
      'cancelled-build-01',
      ({ status }) => status?.phase === 'Running',
    );
    await platform.client.delete(buildKind, keyOf('cancelled-build-01'));
    await platform.waitUntilGone(buildKind, keyOf('cancelled-build-01'));
    expect(await workflowsOf('cancelled')).toEqual([]);
  });

  it('happens with its component', async () => {
    await platform.apply(
      aComponent('removed'),
      aBuild('removed-build-01', ofComponent('removed')),
    );
    await finished('removed-build-01');
    await platform.client.delete(componentKind, keyOf('removed'));
    await platform.waitUntilGone(componentKind, keyOf('removed'));
    await platform.waitUntilGone(buildKind, keyOf('removed-build-01'));
    expect(await workflowsOf('removed')).toEqual([]);
  });

  it('keeps as many finished ones as the component says', async () => {
    await platform.apply(
      aComponent(
        'limited',
        withSpec({
          build: {
            repository: { url, revision: { branch: 'main' }, appPath: '/' },
            templateRef: { name: 'docker' },
            historyLimit: 1,
          },
        }),
      ),
      aBuild('limited-build-01', ofComponent('limited')),
    );
    await finished('limited-build-01');
    await platform.apply(aBuild('limited-build-02', ofComponent('limited')));
    await platform.waitUntilGone(buildKind, keyOf('limited-build-01'));
    expect((await finished('limited-build-02')).status?.phase).toBe(
      'Succeeded',
    );
  });
});

describe('without a usable build plane, a build', () => {
  afterEach(async () => {
    await platform.apply(aBuildPlane('default'));
  });

  it('waits until there is one', async () => {
    await platform.client.delete(buildPlaneKind, keyOf('default'));
    await platform.waitUntilGone(buildPlaneKind, keyOf('default'));
    await platform.apply(
      aComponent('planeless'),
      aBuild('planeless-build-01', ofComponent('planeless')),
    );
    expect(
      await platform.waitForCondition(buildKind, 'planeless-build-01', {
        type: 'BuildTriggered',
        status: 'False',
        reason: 'BuildPlaneNotFound',
      }),
    ).toBe(
      `No BuildPlane in "${platform.organization}" or "default"; create one`,
    );
    await platform.apply(aBuildPlane('other'));
    expect((await finished('planeless-build-01')).status?.phase).toBe(
      'Succeeded',
    );
    await platform.client.delete(buildPlaneKind, keyOf('other'));
    await platform.waitUntilGone(buildPlaneKind, keyOf('other'));
  });

  it('reports one that does not respond, delays no other, and can be deleted', async () => {
    await platform.client.delete(buildPlaneKind, keyOf('default'));
    await platform.waitUntilGone(buildPlaneKind, keyOf('default'));
    await platform.apply(
      aBuildPlane(
        'unreachable',
        withSpec({
          kubernetesCluster: {
            name: 'x',
            credentials: { apiServerURL: 'https://127.0.0.1:1' },
          },
        }),
      ),
      aComponent('stuck'),
      aBuild('stuck-build-01', ofComponent('stuck')),
    );
    await platform.waitForCondition(buildKind, 'stuck-build-01', {
      status: 'False',
      reason: 'BuildPlaneUnreachable',
    });
    await platform.waitForCondition(buildPlaneKind, 'unreachable', {
      status: 'False',
      reason: 'BuildPlaneUnreachable',
    });
    await platform.client.delete(buildKind, keyOf('stuck-build-01'));
    await platform.waitUntilGone(buildKind, keyOf('stuck-build-01'));
    await platform.client.delete(buildPlaneKind, keyOf('unreachable'));
    await platform.waitUntilGone(buildPlaneKind, keyOf('unreachable'));
  });

  it('that was started can only be deleted without its Workflow', async () => {
    await platform.waitForCondition(buildPlaneKind, 'default', {
      status: 'True',
    });
    await platform.apply(
      aComponent('lost'),
      aBuild('lost-build-01', ofComponent('lost')),
    );
    await platform.waitFor(
      buildKind,
      'lost-build-01',
      ({ status }) => status?.phase === 'Running',
    );
    await platform.patch(buildPlaneKind, 'default', {
      kubernetesCluster: {
        name: 'x',
        credentials: { apiServerURL: 'https://127.0.0.1:1' },
      },
    });
    await platform.waitForCondition(buildKind, 'lost-build-01', {
      status: 'False',
      reason: 'BuildPlaneUnreachable',
    });
    await platform.client.delete(buildKind, keyOf('lost-build-01'));
    expect(
      await platform.waitForCondition(buildKind, 'lost-build-01', {
        type: 'Finalizing',
        status: 'True',
        reason: 'BuildFinalizing',
      }),
    ).toContain(annotations.skipCleanup);
    await platform.client.patch(
      buildKind,
      keyOf('lost-build-01'),
      { metadata: { annotations: { [annotations.skipCleanup]: 'true' } } },
      { type: 'merge' },
    );
    await platform.waitUntilGone(buildKind, keyOf('lost-build-01'));
    await platform.client.delete(buildPlaneKind, keyOf('default'));
    await platform.waitUntilGone(buildPlaneKind, keyOf('default'));
  });
});
