import { KubeObject, eventType } from '@promenade/kube-client';
import {
  Build,
  buildKind,
  buildNamespace,
  componentKind,
  getCondition,
  serviceBindingKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { renderPrerequisites } from '../../render/build/render-workflow';
import { workflowType } from '../../runtime/kubernetes-types';
import {
  aBuild,
  aComponent,
  aService,
  aWorkload,
  ofComponent,
  withImage,
  withSpec,
  withWorkloadName,
} from '../__testUtils__';
import {
  BuildScenario,
  imageOf,
  ofCommit,
  repositoryUrl as url,
} from '../__testUtils__/build-scenario';
import { TestPlatform } from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let scenario: BuildScenario;
let platform: TestPlatform;

beforeAll(async () => {
  scenario = await BuildScenario.start();
  platform = scenario.platform;
});

afterAll(() => scenario?.stop());

const readyOf = ({ status }: Build) =>
  getCondition(status?.conditions, 'Ready');

/** The reasons of the events about an object. */
async function eventsOf(name: string): Promise<string[]> {
  const { items } = await platform.client.list<
    KubeObject & { reason?: string; involvedObject?: { name: string } }
  >(eventType, { namespace: platform.organization });
  return items
    .filter(({ involvedObject }) => involvedObject?.name === name)
    .map(({ reason }) => String(reason));
}

describe('a build', () => {
  it('deploys a component that has nothing but its source', async () => {
    await platform.apply(
      aComponent('web'),
      aBuild('web-build-01', ofComponent('web'), ofCommit('1111aaaa2222bbbb')),
    );
    const { metadata, status } = await scenario.waitUntilFinished(
      'web-build-01',
    );
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
      scenario.key('web-service'),
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
      await scenario.waitUntilFinished(name);
      const workload = await platform.client.get(
        workloadKind,
        scenario.key('kept-by-hand'),
      );
      expect(workload.spec).toMatchObject({
        containers: { main: { image: imageOf('kept', commit), env } },
        endpoints: { http: { type: 'HTTP', port: 9090 } },
      });
    }
    await platform.waitForCondition(componentKind, 'kept', { status: 'True' });
  });

  it('creates the rights of its Workflow', async () => {
    const { client } = scenario.buildPlane;
    const { rights } = renderPrerequisites(aBuild('any', ofComponent('web')));
    const namespace = buildNamespace(platform.organization);
    for (const { apiVersion, kind, metadata } of rights) {
      const type = await client.resourceFor(apiVersion, kind);
      const { name } = metadata;
      expect(type && (await client.find(type, { namespace, name }))).toEqual(
        expect.objectContaining({ kind }),
      );
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
    const build = await scenario.waitUntilFinished('broken-build-01');
    expect(build.status?.phase).toBe('Failed');
    expect(readyOf(build)).toMatchObject({
      status: 'False',
      reason: 'BuildFailed',
      message: 'Step "build-step" failed: simulated failure of build-step',
    });
    expect(
      await platform.waitForCondition(componentKind, 'broken', {
        status: 'False',
        reason: 'BuildFailed',
      }),
    ).toMatch(/^Build "broken-build-01": Step "build-step" failed/);
    const [workflow] = await scenario.workflowsOf('broken');
    await scenario.buildPlane.client.delete(workflowType, workflow.metadata);
    await platform.stopControlPlane();
    platform.startControlPlane();
    await platform.waitUntilIdle();
    expect(await scenario.workflowsOf('broken')).toEqual([]);
    expect(
      (await scenario.waitUntilFinished('broken-build-01')).status,
    ).toEqual(build.status);
  });

  it('waits for its component', async () => {
    await platform.apply(aBuild('early-build-01', ofComponent('early')));
    await platform.waitForCondition(buildKind, 'early-build-01', {
      status: 'False',
      reason: 'ComponentNotFound',
    });
    expect(await scenario.workflowsOf('early')).toEqual([]);
    await platform.apply(aComponent('early'));
    expect(
      (await scenario.waitUntilFinished('early-build-01')).status?.phase,
    ).toBe('Succeeded');
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
    expect(
      (await scenario.waitUntilFinished('forged-build-01')).status?.phase,
    ).toBe('Succeeded');
  });

  it('cannot be changed after its start', async () => {
    await expect(
      platform.patch(buildKind, 'forged-build-01', {
        repository: { revision: { branch: 'next' } },
      }),
    ).rejects.toThrow('spec is immutable after the build has started');
  });

  it('is continued by the next control plane with the same Workflow', async () => {
    await platform.apply(
      aComponent('restarted'),
      aBuild('restarted-build-01', ofComponent('restarted')),
    );
    await scenario.waitUntilRunning('restarted-build-01');
    await platform.stopControlPlane();
    const before = await scenario.workflowsOf('restarted');
    platform.startControlPlane();
    const { status } = await scenario.waitUntilFinished('restarted-build-01');
    expect(status?.phase).toBe('Succeeded');
    const after = await scenario.workflowsOf('restarted');
    expect(after.map(({ metadata }) => metadata.uid)).toEqual(
      before.map(({ metadata }) => metadata.uid),
    );
  });

  it('adopts the Workflow that it has started when its status was not written', async () => {
    await platform.apply(
      aComponent('adopted'),
      aBuild('adopted-build-01', ofComponent('adopted')),
    );
    await scenario.waitUntilRunning('adopted-build-01');
    await platform.stopControlPlane();
    const [before] = await scenario.workflowsOf('adopted');
    await platform.client.patchStatus(
      buildKind,
      scenario.key('adopted-build-01'),
      {
        phase: null,
        workflow: null,
        buildPlane: null,
        steps: null,
        conditions: null,
      },
    );
    platform.startControlPlane();
    await scenario.waitUntilFinished('adopted-build-01');
    const [after, ...others] = await scenario.workflowsOf('adopted');
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
    const victim = await platform.client.get(
      workloadKind,
      scenario.key('victim'),
    );
    expect(victim.spec).toMatchObject({
      containers: { main: { image: 'registry.test/web:1' } },
    });
  });

  it('runs beside another of the component; the newest sets its image', async () => {
    await platform.apply(
      aComponent('twice'),
      aBuild('twice-build-01', ofComponent('twice'), ofCommit('5555aaaa')),
    );
    await scenario.waitUntilRunning('twice-build-01');
    await platform.apply(
      aBuild('twice-build-02', ofComponent('twice'), ofCommit('6666bbbb')),
    );
    const [first, second] = await Promise.all(
      ['twice-build-01', 'twice-build-02'].map(name =>
        scenario.waitUntilFinished(name),
      ),
    );
    expect([first.status?.phase, second.status?.phase]).toEqual([
      'Succeeded',
      'Succeeded',
    ]);
    expect(await scenario.workflowsOf('twice')).toHaveLength(2);
    await platform.waitFor(
      workloadKind,
      'twice-workload',
      ({ spec }) =>
        spec.containers?.main.image === imageOf('twice', '6666bbbb'),
    );
  });
});
