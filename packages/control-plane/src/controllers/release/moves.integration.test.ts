import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import {
  getCondition,
  releaseKind,
  type Release,
} from '@promenade/openchoreo-model';
import { KubeClient } from '@promenade/kube-client';
import { configMapType } from '../../runtime/kubernetes-types';
import { readCredentials } from '../../test/__testUtils__/release/read-credentials';
import { configMap } from '../../test/__testUtils__/release/manifests';
import {
  isReady,
  message,
} from '../../test/__testUtils__/release/release-conditions';
import { ReleaseTestPlatform } from '../../test/__testUtils__/release/release-test-platform';
import { startUnresponsiveServer } from '../../test/__testUtils__/release/unresponsive-server';

jest.setTimeout(90_000);

describe('a Release that moves to another cluster', () => {
  let first: TestKubernetes;
  let second: TestKubernetes;
  let platform: ReleaseTestPlatform;
  let elsewhere: KubeClient;

  beforeAll(async () => {
    first = await startTestKubernetes({ simulateDataPlane: true });
    second = await startTestKubernetes({
      simulateDataPlane: true,
      separate: true,
    });
  });
  afterAll(async () => {
    await first?.stop();
    await second?.stop();
  });

  beforeEach(async () => {
    platform = new ReleaseTestPlatform(first.kubeconfig);
    await platform.prepare();
    elsewhere = KubeClient.fromKubeconfig(second.kubeconfig, { qps: 0 });
    await platform.writeCredentials(
      'second',
      readCredentials(second.kubeconfig),
    );
    await platform.createDataPlane('second', 'second', {}, elsewhere.server);
  });
  afterEach(async () => {
    await platform.dispose();
    await elsewhere.close();
  });

  const findElsewhere = (name: string) =>
    elsewhere.find(configMapType, { namespace: platform.cell, name });
  const isOn = (dataPlane: string) => (release: Release) =>
    isReady(release) && release.status?.target?.dataPlane.name === dataPlane;

  it('deletes its objects on the data plane that its environment had before', async () => {
    const running = await platform.startController();
    await platform.createRelease('moving', {
      map: configMap(platform.cell, 'moving'),
    });
    const before = await running.waitFor('moving', isOn('here'));
    expect(before.status?.target?.clusterUID).toBeTruthy();
    await platform.changeEnvironment('development', 'second');
    await running.waitFor('moving', isOn('second'));
    expect(
      await platform.findLive('v1', 'ConfigMap', 'moving'),
    ).toBeUndefined();
    expect(await findElsewhere('moving')).toBeDefined();
  });

  it('deletes them when an environment of the organization shadows a shared one', async () => {
    const running = await platform.startController();
    await platform.createRelease(
      'shadowed',
      { map: configMap(platform.cell, 'shadowed') },
      'shadowed',
    );
    await platform.createEnvironment('shadowed', 'second');
    await running.waitFor('shadowed', isOn('second'));
    await platform.deleteEnvironment('shadowed');
    const gone = running.waitUntilGone('shadowed');
    await platform.client.delete(releaseKind, {
      namespace: platform.organization,
      name: 'shadowed',
    });
    await gone;
    expect(await findElsewhere('shadowed')).toBeUndefined();
  });

  it('deletes them on the former API server of the data plane', async () => {
    const running = await platform.startController();
    await platform.createEnvironment('remote', 'second');
    await platform.createRelease(
      'moving',
      { map: configMap(platform.cell, 'moving') },
      'remote',
    );
    await running.waitFor('moving', isOn('second'));
    await platform.writeCredentials('second');
    await platform.changeServer('second', platform.client.server);
    await running.waitFor(
      'moving',
      release =>
        isReady(release) &&
        release.status?.target?.apiServerURL === platform.client.server,
    );
    expect(await findElsewhere('moving')).toBeUndefined();
    expect(await platform.findLive('v1', 'ConfigMap', 'moving')).toBeDefined();
  });

  it('reports a former API server that a restarted process cannot use, and skips it on request', async () => {
    const running = await platform.startController();
    await platform.createEnvironment('remote', 'second');
    await platform.createRelease(
      'moving',
      { map: configMap(platform.cell, 'moving') },
      'remote',
    );
    await running.waitFor('moving', isOn('second'));
    await platform.stopController();
    await platform.writeCredentials('second');
    await platform.changeServer('second', platform.client.server);
    const restarted = await platform.startController();
    const blocked = await restarted.waitFor(
      'moving',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.reason === 'CleanupFailed',
    );
    expect(message(blocked, 'Applied')).toMatch(
      /no longer uses the API server .*; restore it until they are deleted, or annotate the Release with openchoreo\.dev\/skip-dataplane-cleanup=true/,
    );
    expect(
      await platform.findLive('v1', 'ConfigMap', 'moving'),
    ).toBeUndefined();
    await platform.skipCleanup('moving');
    await restarted.waitFor('moving', isReady);
    expect(await platform.findLive('v1', 'ConfigMap', 'moving')).toBeDefined();
    expect(await findElsewhere('moving')).toBeDefined();
  });

  it('stays where it is while the new data plane does not respond', async () => {
    const server = await startUnresponsiveServer();
    try {
      const running = await platform.startController();
      await platform.createRelease('staying', {
        map: configMap(platform.cell, 'staying'),
      });
      await running.waitFor('staying', isOn('here'));
      await platform.writeCredentials('dead');
      await platform.createDataPlane('dead', 'dead', {}, server.url);
      await platform.changeEnvironment('development', 'dead');
      await running.waitFor(
        'staying',
        ({ status }) =>
          getCondition(status?.conditions, 'Applied')?.reason ===
          'DataPlaneUnreachable',
      );
      expect(
        await platform.findLive('v1', 'ConfigMap', 'staying'),
      ).toBeDefined();
    } finally {
      await platform.stopController();
      await server.close();
    }
  });
});
