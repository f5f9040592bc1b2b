import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import {
  annotations,
  getCondition,
  isConditionTrue,
  labels,
  releaseKind,
  type Release,
} from '@promenade/openchoreo-model';
import {
  keyOf,
  systemClock,
  type Clock,
  type KubeObject,
} from '@promenade/kube-client';
import { isDeepStrictEqual } from 'node:util';
import { jsonAt } from '../../runtime/json';
import { readCredentials } from '../../test/__testUtils__/release/read-credentials';
import {
  configMap,
  deployment,
  service,
} from '../../test/__testUtils__/release/manifests';
import {
  isReady,
  message,
} from '../../test/__testUtils__/release/release-conditions';
import { ReleaseTestPlatform } from '../../test/__testUtils__/release/release-test-platform';
import { startUnresponsiveServer } from '../../test/__testUtils__/release/unresponsive-server';
import type { RunningReleaseController } from '../../test/__testUtils__/release/running-release-controller';

jest.setTimeout(90_000);

/** With this clock, everything in the test happened two minutes ago. */
const twoMinutesAhead: Clock = {
  ...systemClock,
  now: () => systemClock.now() + 120_000,
};

describe('row 22: a Release', () => {
  let kubernetes: TestKubernetes;
  let platform: ReleaseTestPlatform;

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ simulateDataPlane: true });
  });
  afterAll(() => kubernetes.stop());

  beforeEach(async () => {
    platform = new ReleaseTestPlatform(kubernetes.kubeconfig);
    await platform.prepare();
  });
  afterEach(() => platform.dispose());

  it('applies the objects with tracking labels and reports their health', async () => {
    const running = await platform.startController();
    await platform.createRelease('greeter', {
      'greeter-deployment': deployment(platform.cell, 'greeter'),
      'greeter-service': service(platform.cell, 'greeter'),
    });
    const release = await running.waitFor('greeter', isReady);

    expect(release.status).toMatchObject({
      summary: { objects: 2, healthy: 2 },
      resources: [
        { id: 'greeter-deployment', group: 'apps', healthStatus: 'Healthy' },
        { id: 'greeter-service', kind: 'Service', healthStatus: 'Healthy' },
      ],
    });
    const live = await platform.findLive('v1', 'Service', 'greeter');
    expect(live?.metadata.labels).toEqual({
      [labels.managedBy]: 'release-controller',
      [labels.releaseResourceId]: 'greeter-service',
      [labels.releaseUid]: release.metadata.uid,
      [labels.releaseName]: 'greeter',
      [labels.releaseNamespace]: platform.organization,
    });
  });

  it('writes nothing without a change, also after a restart', async () => {
    const first = await platform.startController();
    await platform.createRelease('still', {
      one: deployment(platform.cell, 'still'),
      two: service(platform.cell, 'still'),
      three: configMap(platform.cell, 'still'),
    });
    const { metadata } = await first.waitFor('still', isReady);
    const key = keyOf(metadata);
    expect(await countRepeatedWrites(first, { metadata })).toBe(0);
    await first.stop();
    const rested = await platform.release('still');

    const second = await platform.startController();
    await second.controller.idle();
    const caughtUp = second.writes;
    second.controller.queue.add(key);
    await second.controller.idle();
    expect(second.writes - caughtUp).toBe(0);
    expect(await platform.release('still')).toEqual(rested);
  });

  it('reverts changes of its fields and keeps fields of others', async () => {
    const running = await platform.startController();
    await platform.createRelease('kept', {
      map: configMap(platform.cell, 'kept', { mine: '1' }),
    });
    await running.waitFor('kept', isReady);
    const type = await platform.client.resourceFor('v1', 'ConfigMap');
    if (!type) throw new Error('no ConfigMaps');

    await platform.client.patch(
      type,
      { namespace: platform.cell, name: 'kept' },
      { data: { mine: 'changed', theirs: '2' } },
      { type: 'merge' },
    );
    const data = async () =>
      (await platform.findLive('v1', 'ConfigMap', 'kept'))?.data;
    const reverted = { mine: '1', theirs: '2' };
    expect(await pollUntilEqual(data, reverted)).toEqual(reverted);

    await platform.client.delete(type, {
      namespace: platform.cell,
      name: 'kept',
    });
    const recreated = { mine: '1' };
    expect(await pollUntilEqual(data, recreated)).toEqual(recreated);
  });

  it('quirk 10: prunes objects that are removed or renamed with the same id', async () => {
    const running = await platform.startController();
    await platform.createRelease('renamed', {
      map: configMap(platform.cell, 'before'),
      other: service(platform.cell, 'other'),
    });
    await running.waitFor('renamed', isReady);
    await platform.changeRelease('renamed', {
      map: configMap(platform.cell, 'after'),
    });
    await running.waitFor(
      'renamed',
      release => isReady(release) && release.status?.summary?.objects === 1,
    );
    const names = async () => [
      (await platform.findLive('v1', 'ConfigMap', 'before'))?.metadata.name,
      (await platform.findLive('v1', 'Service', 'other'))?.metadata.name,
      (await platform.findLive('v1', 'ConfigMap', 'after'))?.metadata.name,
    ];
    const expected = [undefined, undefined, 'after'];
    expect(await pollUntilEqual(names, expected)).toEqual(expected);
  });

  it('does not prune objects of other controllers that have its labels', async () => {
    const running = await platform.startController();
    await platform.createRelease('labelled', {
      map: configMap(platform.cell, 'source'),
      other: service(platform.cell, 'labelled'),
    });
    await running.waitFor('labelled', isReady);
    const source = await platform.findLive('v1', 'ConfigMap', 'source');
    if (!source) throw new Error('no ConfigMap source');
    // As External Secrets Operator and the EndpointSlice controller copy labels to the objects that they create.
    const copies = {
      owned: [{ ...ownerReferenceTo(source), controller: true }],
      unowned: undefined,
    };
    for (const [name, ownerReferences] of Object.entries(copies)) {
      await platform.createConfigMap({
        name,
        labels: source.metadata.labels,
        ownerReferences,
      });
    }
    await platform.changeRelease('labelled', {
      map: configMap(platform.cell, 'source', { changed: '1' }),
    });
    const { metadata } = await running.waitFor(
      'labelled',
      release => isReady(release) && release.status?.summary?.objects === 1,
    );
    await platform.waitUntilGone('v1', 'Service', 'labelled');
    expect(await platform.findLive('v1', 'ConfigMap', 'owned')).toBeDefined();
    expect(await platform.findLive('v1', 'ConfigMap', 'unowned')).toBeDefined();

    const gone = running.waitUntilGone('labelled');
    await platform.client.delete(releaseKind, metadata);
    await gone;
    expect(await platform.findLive('v1', 'ConfigMap', 'unowned')).toBeDefined();
  });

  it('quirk 33: applies the other objects when one is rejected, and reports why', async () => {
    const running = await platform.startController();
    await platform.createRelease('refused', {
      bad: service(platform.cell, 'refused', []),
      good: configMap(platform.cell, 'refused'),
    });
    const release = await running.waitFor(
      'refused',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.status === 'False',
    );
    expect(message(release, 'Applied')).toMatch(
      /^Service refused: .*spec\.ports/,
    );
    expect(isConditionTrue(release.status?.conditions, 'Ready')).toBe(false);
    expect(await platform.findLive('v1', 'ConfigMap', 'refused')).toBeDefined();

    await platform.changeRelease('refused', {
      bad: service(platform.cell, 'refused'),
      good: configMap(platform.cell, 'refused'),
    });
    await running.waitFor('refused', isReady);
  });

  it('quirk 24: keeps a resource id that is too long for a label', async () => {
    const running = await platform.startController();
    const id = `${'long-'.repeat(14)}deployment`;
    await platform.createRelease('long', {
      [id]: configMap(platform.cell, 'long'),
    });
    const release = await running.waitFor('long', isReady);
    expect(release.status?.resources?.[0]?.id).toBe(id);
  });

  it('applies the last of two resources that are the same object and reports the other', async () => {
    const running = await platform.startController();
    await platform.createRelease('twins', {
      first: configMap(platform.cell, 'twin', { a: 'first' }),
      last: configMap(platform.cell, 'twin', { a: 'last' }),
    });
    const release = await running.waitFor(
      'twins',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.status === 'False',
    );
    expect(message(release, 'Applied')).toBe(
      'ConfigMap twin: resources "first" and "last" are the same object, of which the last is applied; remove one of them',
    );
    expect(release.status?.resources).toMatchObject([
      { id: 'first', healthStatus: 'Unknown' },
      { id: 'last', healthStatus: 'Healthy' },
    ]);
    const live = await platform.findLive('v1', 'ConfigMap', 'twin');
    expect(live?.data).toEqual({ a: 'last' });
    expect(await countRepeatedWrites(running, release)).toBe(0);
  });

  it('does not take over an object of another Release, and applies it when that is deleted', async () => {
    const running = await platform.startController();
    const owner = await platform.createRelease('owner', {
      map: configMap(platform.cell, 'shared', { of: 'owner' }),
    });
    await running.waitFor('owner', isReady);
    await platform.createRelease('taker', {
      map: configMap(platform.cell, 'shared', { of: 'taker' }),
      more: configMap(platform.cell, 'more'),
    });
    const blocked = await running.waitFor(
      'taker',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.status === 'False',
    );
    expect(message(blocked, 'Applied')).toBe(
      `ConfigMap shared: already taken by Release "${platform.organization}/owner"; rename the object, or remove it from one of the Releases`,
    );
    const data = async () =>
      (await platform.findLive('v1', 'ConfigMap', 'shared'))?.data;
    expect(await data()).toEqual({ of: 'owner' });
    expect(await platform.findLive('v1', 'ConfigMap', 'more')).toBeDefined();

    await platform.client.delete(releaseKind, owner.metadata);
    await running.waitFor('taker', isReady);
    expect(await data()).toEqual({ of: 'taker' });
  });

  it('takes over an object of a Release that no longer exists', async () => {
    const running = await platform.startController();
    const map = configMap(platform.cell, 'left', { of: 'first' });
    const first = await platform.createRelease('first', { map });
    await running.waitFor('first', isReady);
    await platform.skipCleanup('first');
    const gone = running.waitUntilGone('first');
    await platform.client.delete(releaseKind, first.metadata);
    await gone;
    await platform.createRelease('second', {
      map: configMap(platform.cell, 'left', { of: 'second' }),
    });
    await running.waitFor('second', isReady);
    const left = await platform.findLive('v1', 'ConfigMap', 'left');
    expect(left?.data).toEqual({ of: 'second' });
  });

  it('ignores the namespace of a cluster-scoped object', async () => {
    const running = await platform.startController();
    const name = `${platform.organization}-role`;
    await platform.createRelease('wide', {
      role: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name, namespace: platform.cell },
        rules: [],
      },
    });
    const release = await running.waitFor('wide', isReady);
    expect(release.status?.resources).toMatchObject([
      { id: 'role', name, namespace: platform.cell, healthStatus: 'Healthy' },
    ]);
    expect(await countRepeatedWrites(running, release)).toBe(0);
  });

  it('reports a missing environment and applies when it is created', async () => {
    const running = await platform.startController();
    await platform.createRelease(
      'early',
      { map: configMap(platform.cell, 'early') },
      'later',
    );
    const waiting = await running.waitFor('early', ({ status }) =>
      Boolean(getCondition(status?.conditions, 'Applied')),
    );
    expect(getCondition(waiting.status?.conditions, 'Applied')).toMatchObject({
      status: 'False',
      reason: 'EnvironmentNotFound',
    });
    await platform.createEnvironment('later');
    await running.waitFor('early', isReady);
  });

  it('deletes a Release at once if its environment never existed', async () => {
    const running = await platform.startController();
    await platform.createRelease(
      'unapplied',
      { map: configMap(platform.cell, 'unapplied') },
      'never',
    );
    const { metadata } = await running.waitFor('unapplied', ({ status }) =>
      Boolean(getCondition(status?.conditions, 'Applied')),
    );
    const gone = running.waitUntilGone('unapplied');
    await platform.client.delete(releaseKind, metadata);
    await gone;
    expect(await platform.client.find(releaseKind, metadata)).toBeUndefined();
  });

  it('uses the credentials of a Secret when it is created', async () => {
    const running = await platform.startController();
    await platform.createDataPlane('away', 'away-credentials');
    await platform.createEnvironment('remote', 'away');
    await platform.createRelease(
      'far',
      { map: configMap(platform.cell, 'far') },
      'remote',
    );
    const waiting = await running.waitFor(
      'far',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.reason ===
        'DataPlaneCredentialsInvalid',
    );
    expect(
      getCondition(waiting.status?.conditions, 'Applied')?.message,
    ).toContain('away-credentials');
    await platform.writeCredentials('away-credentials');
    await running.waitFor('far', isReady);
    expect(await platform.findLive('v1', 'ConfigMap', 'far')).toBeDefined();
  });

  it('uses a Secret of another namespace only with a grant for the data plane', async () => {
    const running = await platform.startController();
    const grant = (dataPlanes: string) =>
      platform.writeSecret(
        platform.cell,
        'theirs',
        readCredentials(kubernetes.kubeconfig),
        { [annotations.allowedDataPlanes]: dataPlanes },
      );
    await platform.createNamespace(platform.cell);
    await grant('other/away');
    await platform.createDataPlane('away', 'theirs', {
      namespace: platform.cell,
    });
    await platform.createEnvironment('remote', 'away');
    await platform.createRelease(
      'far',
      { map: configMap(platform.cell, 'far') },
      'remote',
    );
    const waiting = await running.waitFor('far', ({ status }) =>
      Boolean(getCondition(status?.conditions, 'Applied')),
    );
    expect(getCondition(waiting.status?.conditions, 'Applied')).toMatchObject({
      reason: 'DataPlaneCredentialsInvalid',
      message: expect.stringContaining(
        `set its annotation openchoreo.dev/allowed-data-planes to "${platform.organization}/away"`,
      ),
    });
    await grant(`other/away, ${platform.organization}/away`);
    await running.waitFor('far', isReady);
  });

  it('applies Releases of other data planes while one does not respond', async () => {
    const server = await startUnresponsiveServer();
    try {
      const running = await platform.startController();
      await platform.writeCredentials('dead');
      await platform.createDataPlane('dead', 'dead', {}, server.url);
      await platform.createEnvironment('dead', 'dead');
      const app = restartingWith(deployment(platform.cell, 'app'), 'keys');
      for (let each = 0; each < 20; each += 1) {
        await platform.createRelease(`dead-${each}`, { app }, 'dead');
      }
      await pollUntilEqual(async () => server.connections() > 0, true);
      await platform.createRelease('alive', {
        app: restartingWith(deployment(platform.cell, 'alive'), 'keys'),
      });
      await running.waitFor('alive', isReady);

      for (let each = 0; each < 20; each += 1) {
        await running.waitFor(
          `dead-${each}`,
          ({ status }) =>
            getCondition(status?.conditions, 'Applied')?.reason ===
            'DataPlaneUnreachable',
        );
      }
      const connections = server.connections();
      running.controller.queue.add(`${platform.organization}/dead-0`);
      await running.controller.idle();
      expect(server.connections()).toBe(connections);
    } finally {
      await platform.stopController();
      await server.close();
    }
  });

  it('quirk 25: uses rotated credentials', async () => {
    const running = await platform.startController();
    await platform.writeCredentials('rotated');
    await platform.createDataPlane('away', 'rotated');
    await platform.createEnvironment('remote', 'away');
    await platform.createRelease(
      'far',
      { map: configMap(platform.cell, 'far') },
      'remote',
    );
    await running.waitFor('far', isReady);

    const { 'ca.crt': ca } = readCredentials(kubernetes.kubeconfig);
    const token = Buffer.from('revoked').toString('base64');
    await platform.writeCredentials('rotated', { 'ca.crt': ca, token });
    await running.waitFor('far', release => !isReady(release));
    await platform.writeCredentials('rotated');
    const again = await running.waitFor('far', isReady);
    expect(message(again, 'Applied')).toBe('All 1 objects are applied');
  });

  it('restarts a workload when its Secret changes, without revealing its content', async () => {
    const running = await platform.startController();
    const reading = {
      app: restartingWith(deployment(platform.cell, 'app'), 'keys'),
    };
    await platform.createRelease('app', reading);
    await running.waitFor('app', isReady);
    const annotation = async () =>
      jsonAt(
        await platform.findLive('apps/v1', 'Deployment', 'app'),
        ...['spec', 'template', 'metadata', 'annotations'],
        annotations.secretVersions,
      );
    expect(await annotation()).toBeUndefined();

    await platform.writeSecret(platform.cell, 'keys', { key: 'Zmlyc3Q=' });
    const first = await pollUntilChanged(annotation, undefined);
    await platform.writeSecret(platform.cell, 'keys', { key: 'c2Vjb25k' });
    const second = await pollUntilChanged(annotation, first);
    expect(second).toMatch(/^[0-9a-f]{64}$/);

    await platform.deleteSecret(platform.cell, 'keys');
    await platform.changeRelease('app', {
      ...reading,
      more: configMap(platform.cell, 'more'),
    });
    await running.waitFor(
      'app',
      release => isReady(release) && release.status?.summary?.objects === 2,
    );
    expect(await annotation()).toBe(second);
  });

  it('deletes all objects before the Release', async () => {
    const running = await platform.startController();
    await platform.createRelease('leaving', {
      one: deployment(platform.cell, 'leaving'),
      two: configMap(platform.cell, 'leaving'),
    });
    const { metadata } = await running.waitFor('leaving', isReady);
    const gone = running.waitUntilGone('leaving');
    await platform.client.delete(releaseKind, metadata);
    await gone;
    expect(
      await platform.findLive('v1', 'ConfigMap', 'leaving'),
    ).toBeUndefined();
    expect(
      await platform.findLive('apps/v1', 'Deployment', 'leaving'),
    ).toBeUndefined();
  });

  it('quirk 11: reports what blocks a deletion, and skips the cleanup on request', async () => {
    const running = await platform.startController();
    await platform.createRelease('stuck', {
      map: configMap(platform.cell, 'stuck'),
    });
    const { metadata } = await running.waitFor('stuck', isReady);
    const type = await platform.client.resourceFor('v1', 'ConfigMap');
    if (!type) throw new Error('no ConfigMaps');
    const held = { namespace: platform.cell, name: 'stuck' };
    await platform.client.patch(
      type,
      held,
      { metadata: { finalizers: ['example.com/held'] } },
      { type: 'merge' },
    );
    await platform.client.delete(releaseKind, metadata);
    await running.waitFor('stuck', release =>
      Boolean(
        message(release, 'Finalizing')?.includes(
          'ConfigMap stuck (blocked by finalizer example.com/held since 20',
        ),
      ),
    );
    await running.stop();

    const later = await platform.startController(twoMinutesAhead);
    const blocked = await later.waitFor(
      'stuck',
      ({ status }) =>
        getCondition(status?.conditions, 'Finalizing')?.reason ===
        'CleanupBlocked',
    );
    expect(message(blocked, 'Finalizing')).toMatch(
      /remove the finalizers, or annotate the Release with openchoreo\.dev\/skip-dataplane-cleanup=true/,
    );
    const gone = later.waitUntilGone('stuck');
    await platform.skipCleanup('stuck');
    await gone;
    expect(await platform.findLive('v1', 'ConfigMap', 'stuck')).toBeDefined();
    await platform.client.patch(
      type,
      held,
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
  });
});

function ownerReferenceTo({ apiVersion, kind, metadata }: KubeObject) {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '' };
}

/** Counts the writes of three more reconciles of a Release. */
async function countRepeatedWrites(
  running: RunningReleaseController,
  { metadata }: Pick<Release, 'metadata'>,
): Promise<number> {
  await running.controller.idle();
  const before = running.writes;
  for (let pass = 0; pass < 3; pass += 1) {
    running.controller.queue.add(keyOf(metadata));
    await running.controller.idle();
  }
  return running.writes - before;
}

/** A workload that restarts when these Secrets change. */
function restartingWith(
  workload: ReturnType<typeof deployment>,
  names: string,
) {
  const { spec } = workload;
  const { metadata } = spec.template;
  return {
    ...workload,
    spec: {
      ...spec,
      template: {
        ...spec.template,
        metadata: {
          ...metadata,
          annotations: { [annotations.restartWithSecrets]: names },
        },
      },
    },
  };
}

/** Reads a value until it differs from `before`. @returns the last value */
async function pollUntilChanged(
  read: () => Promise<unknown>,
  before: unknown,
): Promise<unknown> {
  const until = Date.now() + 20_000;
  for (;;) {
    const last = await read();
    if (last !== before || Date.now() > until) return last;
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}

/** Reads a value until it equals `expected`. @returns the last value */
async function pollUntilEqual(
  read: () => Promise<unknown>,
  expected: unknown,
): Promise<unknown> {
  const until = Date.now() + 20_000;
  for (;;) {
    const last = await read();
    if (isDeepStrictEqual(last, expected) || Date.now() > until) return last;
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}
