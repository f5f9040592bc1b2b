import {
  annotations,
  buildKind,
  buildPlaneKind,
} from '@promenade/openchoreo-model';
import { aBuild, aComponent, ofComponent } from '../__testUtils__';
import { startSeparateBuildPlane } from '../__testUtils__/build-plane';
import { BuildScenario } from '../__testUtils__/build-scenario';
import { startUnresponsiveServer } from '../__testUtils__/release/unresponsive-server';
import { TestPlatform } from '../__testUtils__/test-platform';

jest.setTimeout(120_000);

let scenario: BuildScenario;
let platform: TestPlatform;

beforeAll(async () => {
  scenario = await BuildScenario.start();
  platform = scenario.platform;
});

afterAll(() => scenario?.stop());

describe('a build plane', () => {
  it('is ready where Workflows are served', async () => {
    expect(
      await platform.waitForCondition(buildPlaneKind, 'default', {
        status: 'True',
        reason: 'Ready',
      }),
    ).toMatch(/^Kubernetes v.* responds$/);
  });
});

/** `spec` of a BuildPlane without an API server. */
const unreachable = {
  kubernetesCluster: {
    name: 'dead',
    credentials: { apiServerURL: 'https://127.0.0.1:1' },
  },
};

describe('a build', () => {
  it('runs on another cluster, with the credentials of a Secret', async () => {
    const another = await startSeparateBuildPlane(platform, 'another');
    try {
      // The first by name.
      await scenario.createBuildPlane('another', another.spec);
      await platform.apply(
        aComponent('remote'),
        aBuild('remote-build-01', ofComponent('remote')),
      );
      const { status } = await scenario.waitUntilFinished('remote-build-01');
      expect(status).toMatchObject({
        phase: 'Succeeded',
        buildPlane: { name: 'another' },
      });
      expect(await scenario.workflowsOf('remote', another.client)).toHaveLength(
        1,
      );
      expect(await scenario.workflowsOf('remote')).toEqual([]);
      await scenario.deleteBuildPlane('another');
    } finally {
      await another.stop();
    }
  });

  it('stays on its build plane, and is not delayed by one that does not respond', async () => {
    const server = await startUnresponsiveServer();
    try {
      await platform.apply(
        aComponent('alive'),
        aBuild('alive-build-01', ofComponent('alive')),
      );
      await scenario.waitUntilRunning('alive-build-01');
      // The first by name.
      await scenario.createBuildPlane('a-dead', {
        kubernetesCluster: {
          name: 'dead',
          credentials: { apiServerURL: server.url },
        },
      });
      const waiting = [1, 2, 3, 4, 5, 6, 7, 8].map(each => `dead-${each}`);
      await platform.apply(
        ...waiting.map(name => aBuild(name, ofComponent('alive'))),
      );
      const { status } = await scenario.waitUntilFinished('alive-build-01');
      expect(status).toMatchObject({
        phase: 'Succeeded',
        buildPlane: { name: 'default' },
      });
      for (const name of waiting) {
        await platform.waitForCondition(buildKind, name, {
          status: 'False',
          reason: 'BuildPlaneUnreachable',
        });
        await platform.client.delete(buildKind, scenario.key(name));
      }
      await scenario.deleteBuildPlane('a-dead');
    } finally {
      await server.close();
    }
  });
});

describe('the deletion of a build plane', () => {
  it('waits for the builds that run on it', async () => {
    await platform.apply(
      aComponent('last'),
      aBuild('last-build-01', ofComponent('last')),
    );
    await scenario.waitUntilRunning('last-build-01');
    await platform.client.delete(buildPlaneKind, scenario.key('default'));
    expect(
      await platform.waitForCondition(buildPlaneKind, 'default', {
        type: 'Finalizing',
        status: 'True',
      }),
    ).toContain('last-build-01" to end or to be deleted');
    const { status } = await scenario.waitUntilFinished('last-build-01');
    expect(status?.phase).toBe('Succeeded');
    await platform.waitUntilGone(buildPlaneKind, scenario.key('default'));
    await scenario.createBuildPlane('default');
  });
});

describe('without a usable build plane, a build', () => {
  afterEach(async () => {
    await scenario.createBuildPlane('default');
  });

  it('waits until there is one', async () => {
    await scenario.deleteBuildPlane('default');
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
    await scenario.createBuildPlane('other');
    expect(
      (await scenario.waitUntilFinished('planeless-build-01')).status?.phase,
    ).toBe('Succeeded');
    await scenario.deleteBuildPlane('other');
  });

  it('reports one that does not respond, and can be deleted', async () => {
    await scenario.deleteBuildPlane('default');
    await scenario.createBuildPlane('dead', unreachable);
    await platform.apply(
      aComponent('stuck'),
      aBuild('stuck-build-01', ofComponent('stuck')),
    );
    await platform.waitForCondition(buildKind, 'stuck-build-01', {
      status: 'False',
      reason: 'BuildPlaneUnreachable',
    });
    expect(
      await platform.waitForCondition(buildPlaneKind, 'dead', {
        status: 'False',
        reason: 'BuildPlaneUnreachable',
      }),
    ).toMatch(/^No response: /);
    await platform.client.delete(buildKind, scenario.key('stuck-build-01'));
    await platform.waitUntilGone(buildKind, scenario.key('stuck-build-01'));
    await scenario.deleteBuildPlane('dead');
  });

  it('that was started can only be deleted without its Workflow', async () => {
    await platform.waitForCondition(buildPlaneKind, 'default', {
      status: 'True',
    });
    await platform.apply(
      aComponent('lost'),
      aBuild('lost-build-01', ofComponent('lost')),
    );
    await scenario.waitUntilRunning('lost-build-01');
    await platform.patch(buildPlaneKind, 'default', unreachable);
    await platform.waitForCondition(buildKind, 'lost-build-01', {
      status: 'False',
      reason: 'BuildPlaneUnreachable',
    });
    await platform.client.delete(buildKind, scenario.key('lost-build-01'));
    expect(
      await platform.waitForCondition(buildKind, 'lost-build-01', {
        type: 'Finalizing',
        status: 'True',
        reason: 'BuildFinalizing',
      }),
    ).toContain(annotations.skipCleanup);
    await platform.client.patch(
      buildKind,
      scenario.key('lost-build-01'),
      { metadata: { annotations: { [annotations.skipCleanup]: 'true' } } },
      { type: 'merge' },
    );
    await platform.waitUntilGone(buildKind, scenario.key('lost-build-01'));
    await scenario.deleteBuildPlane('default');
  });
});
