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
  KubeClient,
  keyOf,
  systemClock,
  type Clock,
  type KubeObject,
} from '@promenade/kube-client';
import { isDeepStrictEqual } from 'node:util';
import { configMapType } from '../../runtime/kubernetes-types';
import { jsonAt } from '../../runtime/json';
import { credentialsIn } from '../../test/__testUtils__/release/credentials-in';
import {
  configMap,
  deployment,
  service,
} from '../../test/__testUtils__/release/manifests';
import { ReleaseWorld } from '../../test/__testUtils__/release/release-world';
import { startUnresponsiveServer } from '../../test/__testUtils__/release/unresponsive-server';
import type { RunningController } from '../../test/__testUtils__/release/running-controller';

jest.setTimeout(90_000);

const isReady = ({ metadata, status }: Release) =>
  status?.observedGeneration === metadata.generation &&
  isConditionTrue(status?.conditions, 'Ready');

/** With this clock, everything in the test happened two minutes ago. */
const twoMinutesAhead: Clock = {
  ...systemClock,
  now: () => systemClock.now() + 120_000,
};

function message(release: Release, type: string): string | undefined {
  return getCondition(release.status?.conditions, type)?.message;
}

describe('row 22: a Release', () => {
  let kubernetes: TestKubernetes;
  let world: ReleaseWorld;

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ simulateDataPlane: true });
  });
  afterAll(() => kubernetes.stop());

  beforeEach(async () => {
    world = new ReleaseWorld(kubernetes.kubeconfig);
    await world.prepare();
  });
  afterEach(() => world.end());

  it('applies the objects with tracking labels and reports their health', async () => {
    const running = await world.start();
    await world.createRelease('greeter', {
      'greeter-deployment': deployment(world.cell, 'greeter'),
      'greeter-service': service(world.cell, 'greeter'),
    });
    const release = await running.until('greeter', isReady);

    expect(release.status).toMatchObject({
      summary: { objects: 2, healthy: 2 },
      resources: [
        { id: 'greeter-deployment', group: 'apps', healthStatus: 'Healthy' },
        { id: 'greeter-service', kind: 'Service', healthStatus: 'Healthy' },
      ],
    });
    const live = await world.live('v1', 'Service', 'greeter');
    expect(live?.metadata.labels).toEqual({
      [labels.managedBy]: 'release-controller',
      [labels.releaseResourceId]: 'greeter-service',
      [labels.releaseUid]: release.metadata.uid,
      [labels.releaseName]: 'greeter',
      [labels.releaseNamespace]: world.organization,
    });
  });

  it('writes nothing without a change, also after a restart', async () => {
    const first = await world.start();
    await world.createRelease('still', {
      one: deployment(world.cell, 'still'),
      two: service(world.cell, 'still'),
      three: configMap(world.cell, 'still'),
    });
    const { metadata } = await first.until('still', isReady);
    const key = keyOf(metadata);
    expect(await writesAtRest(first, { metadata })).toBe(0);
    await first.stop();
    const rested = await world.release('still');

    const second = await world.start();
    await second.controller.idle();
    const caughtUp = second.writes;
    second.controller.queue.add(key);
    await second.controller.idle();
    expect(second.writes - caughtUp).toBe(0);
    expect(await world.release('still')).toEqual(rested);
  });

  it('reverts changes of its fields and keeps fields of others', async () => {
    const running = await world.start();
    await world.createRelease('kept', {
      map: configMap(world.cell, 'kept', { mine: '1' }),
    });
    await running.until('kept', isReady);
    const type = await world.client.resourceFor('v1', 'ConfigMap');
    if (!type) throw new Error('no ConfigMaps');

    await world.client.patch(
      type,
      { namespace: world.cell, name: 'kept' },
      { data: { mine: 'changed', theirs: '2' } },
      { type: 'merge' },
    );
    const data = async () =>
      (await world.live('v1', 'ConfigMap', 'kept'))?.data;
    const mended = { mine: '1', theirs: '2' };
    expect(await seen(data, mended)).toEqual(mended);

    await world.client.delete(type, { namespace: world.cell, name: 'kept' });
    const remade = { mine: '1' };
    expect(await seen(data, remade)).toEqual(remade);
  });

  it('quirk 10: prunes objects that are removed or renamed with the same id', async () => {
    const running = await world.start();
    await world.createRelease('renamed', {
      map: configMap(world.cell, 'before'),
      other: service(world.cell, 'other'),
    });
    await running.until('renamed', isReady);
    await world.changeRelease('renamed', {
      map: configMap(world.cell, 'after'),
    });
    await running.until(
      'renamed',
      release => isReady(release) && release.status?.summary?.objects === 1,
    );
    const names = async () => [
      (await world.live('v1', 'ConfigMap', 'before'))?.metadata.name,
      (await world.live('v1', 'Service', 'other'))?.metadata.name,
      (await world.live('v1', 'ConfigMap', 'after'))?.metadata.name,
    ];
    const wanted = [undefined, undefined, 'after'];
    expect(await seen(names, wanted)).toEqual(wanted);
  });

  it('does not prune objects of other controllers that have its labels', async () => {
    const running = await world.start();
    await world.createRelease('labelled', {
      map: configMap(world.cell, 'source'),
      other: service(world.cell, 'labelled'),
    });
    await running.until('labelled', isReady);
    const source = await world.live('v1', 'ConfigMap', 'source');
    if (!source) throw new Error('no ConfigMap source');
    // As External Secrets Operator and the EndpointSlice controller copy labels to the objects that they create.
    const copies = {
      owned: [{ ...ownerReferenceTo(source), controller: true }],
      unowned: undefined,
    };
    for (const [name, ownerReferences] of Object.entries(copies)) {
      await world.createConfigMap({
        name,
        labels: source.metadata.labels,
        ownerReferences,
      });
    }
    await world.changeRelease('labelled', {
      map: configMap(world.cell, 'source', { changed: '1' }),
    });
    const { metadata } = await running.until(
      'labelled',
      release => isReady(release) && release.status?.summary?.objects === 1,
    );
    await world.untilGone('v1', 'Service', 'labelled');
    expect(await world.live('v1', 'ConfigMap', 'owned')).toBeDefined();
    expect(await world.live('v1', 'ConfigMap', 'unowned')).toBeDefined();

    const gone = running.gone('labelled');
    await world.client.delete(releaseKind, metadata);
    await gone;
    expect(await world.live('v1', 'ConfigMap', 'unowned')).toBeDefined();
  });

  it('quirk 33: applies the other objects when one is rejected, and reports why', async () => {
    const running = await world.start();
    await world.createRelease('refused', {
      bad: service(world.cell, 'refused', []),
      good: configMap(world.cell, 'refused'),
    });
    const release = await running.until(
      'refused',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.status === 'False',
    );
    expect(message(release, 'Applied')).toMatch(
      /^Service refused: .*spec\.ports/,
    );
    expect(isConditionTrue(release.status?.conditions, 'Ready')).toBe(false);
    expect(await world.live('v1', 'ConfigMap', 'refused')).toBeDefined();

    await world.changeRelease('refused', {
      bad: service(world.cell, 'refused'),
      good: configMap(world.cell, 'refused'),
    });
    await running.until('refused', isReady);
  });

  it('quirk 24: keeps a resource id that is too long for a label', async () => {
    const running = await world.start();
    const id = `${'long-'.repeat(14)}deployment`;
    await world.createRelease('long', { [id]: configMap(world.cell, 'long') });
    const release = await running.until('long', isReady);
    expect(release.status?.resources?.[0]?.id).toBe(id);
  });

  it('applies the last of two resources that are the same object and reports the other', async () => {
    const running = await world.start();
    await world.createRelease('twins', {
      first: configMap(world.cell, 'twin', { a: 'first' }),
      last: configMap(world.cell, 'twin', { a: 'last' }),
    });
    const release = await running.until(
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
    const live = await world.live('v1', 'ConfigMap', 'twin');
    expect(live?.data).toEqual({ a: 'last' });
    expect(await writesAtRest(running, release)).toBe(0);
  });

  it('does not take over an object of another Release, and applies it when that is deleted', async () => {
    const running = await world.start();
    const owner = await world.createRelease('owner', {
      map: configMap(world.cell, 'shared', { of: 'owner' }),
    });
    await running.until('owner', isReady);
    await world.createRelease('taker', {
      map: configMap(world.cell, 'shared', { of: 'taker' }),
      more: configMap(world.cell, 'more'),
    });
    const blocked = await running.until(
      'taker',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.status === 'False',
    );
    expect(message(blocked, 'Applied')).toBe(
      `ConfigMap shared: already taken by Release "${world.organization}/owner"; rename the object, or remove it from one of the Releases`,
    );
    const data = async () =>
      (await world.live('v1', 'ConfigMap', 'shared'))?.data;
    expect(await data()).toEqual({ of: 'owner' });
    expect(await world.live('v1', 'ConfigMap', 'more')).toBeDefined();

    await world.client.delete(releaseKind, owner.metadata);
    await running.until('taker', isReady);
    expect(await data()).toEqual({ of: 'taker' });
  });

  it('takes over an object of a Release that no longer exists', async () => {
    const running = await world.start();
    const map = configMap(world.cell, 'left', { of: 'first' });
    const first = await world.createRelease('first', { map });
    await running.until('first', isReady);
    await world.skipCleanup('first');
    const gone = running.gone('first');
    await world.client.delete(releaseKind, first.metadata);
    await gone;
    await world.createRelease('second', {
      map: configMap(world.cell, 'left', { of: 'second' }),
    });
    await running.until('second', isReady);
    const left = await world.live('v1', 'ConfigMap', 'left');
    expect(left?.data).toEqual({ of: 'second' });
  });

  it('ignores the namespace of a cluster-scoped object', async () => {
    const running = await world.start();
    const name = `${world.organization}-role`;
    await world.createRelease('wide', {
      role: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name, namespace: world.cell },
        rules: [],
      },
    });
    const release = await running.until('wide', isReady);
    expect(release.status?.resources).toMatchObject([
      { id: 'role', name, namespace: world.cell, healthStatus: 'Healthy' },
    ]);
    expect(await writesAtRest(running, release)).toBe(0);
  });

  it('reports a missing environment and applies when it is created', async () => {
    const running = await world.start();
    await world.createRelease(
      'early',
      { map: configMap(world.cell, 'early') },
      'later',
    );
    const waiting = await running.until('early', ({ status }) =>
      Boolean(getCondition(status?.conditions, 'Applied')),
    );
    expect(getCondition(waiting.status?.conditions, 'Applied')).toMatchObject({
      status: 'False',
      reason: 'EnvironmentNotFound',
    });
    await world.createEnvironment('later');
    await running.until('early', isReady);
  });

  it('deletes a Release at once if its environment never existed', async () => {
    const running = await world.start();
    await world.createRelease(
      'stillborn',
      { map: configMap(world.cell, 'stillborn') },
      'never',
    );
    const { metadata } = await running.until('stillborn', ({ status }) =>
      Boolean(getCondition(status?.conditions, 'Applied')),
    );
    const gone = running.gone('stillborn');
    await world.client.delete(releaseKind, metadata);
    await gone;
    expect(await world.client.find(releaseKind, metadata)).toBeUndefined();
  });

  it('uses the credentials of a Secret when it is created', async () => {
    const running = await world.start();
    await world.createDataPlane('away', 'away-credentials');
    await world.createEnvironment('remote', 'away');
    await world.createRelease(
      'far',
      { map: configMap(world.cell, 'far') },
      'remote',
    );
    const waiting = await running.until(
      'far',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.reason ===
        'DataPlaneCredentialsInvalid',
    );
    expect(
      getCondition(waiting.status?.conditions, 'Applied')?.message,
    ).toContain('away-credentials');
    await world.writeCredentials('away-credentials');
    await running.until('far', isReady);
    expect(await world.live('v1', 'ConfigMap', 'far')).toBeDefined();
  });

  it('uses a Secret of another namespace only with a grant for the data plane', async () => {
    const running = await world.start();
    const grant = (dataPlanes: string) =>
      world.writeSecret(
        world.cell,
        'theirs',
        credentialsIn(kubernetes.kubeconfig),
        { [annotations.allowedDataPlanes]: dataPlanes },
      );
    await world.createNamespace(world.cell);
    await grant('other/away');
    await world.createDataPlane('away', 'theirs', { namespace: world.cell });
    await world.createEnvironment('remote', 'away');
    await world.createRelease(
      'far',
      { map: configMap(world.cell, 'far') },
      'remote',
    );
    const waiting = await running.until('far', ({ status }) =>
      Boolean(getCondition(status?.conditions, 'Applied')),
    );
    expect(getCondition(waiting.status?.conditions, 'Applied')).toMatchObject({
      reason: 'DataPlaneCredentialsInvalid',
      message: expect.stringContaining(
        `set its annotation openchoreo.dev/allowed-data-planes to "${world.organization}/away"`,
      ),
    });
    await grant(`other/away, ${world.organization}/away`);
    await running.until('far', isReady);
  });

  it('applies Releases of other data planes while one does not respond', async () => {
    const server = await startUnresponsiveServer();
    try {
      const running = await world.start();
      await world.writeCredentials('dead');
      await world.createDataPlane('dead', 'dead', {}, server.url);
      await world.createEnvironment('dead', 'dead');
      const app = readingSecrets(deployment(world.cell, 'app'), 'keys');
      for (let each = 0; each < 20; each += 1) {
        await world.createRelease(`dead-${each}`, { app }, 'dead');
      }
      await seen(async () => server.connections() > 0, true);
      await world.createRelease('alive', {
        app: readingSecrets(deployment(world.cell, 'alive'), 'keys'),
      });
      await running.until('alive', isReady);

      for (let each = 0; each < 20; each += 1) {
        await running.until(
          `dead-${each}`,
          ({ status }) =>
            getCondition(status?.conditions, 'Applied')?.reason ===
            'DataPlaneUnreachable',
        );
      }
      const connections = server.connections();
      running.controller.queue.add(`${world.organization}/dead-0`);
      await running.controller.idle();
      expect(server.connections()).toBe(connections);
    } finally {
      await world.stop();
      await server.close();
    }
  });

  it('quirk 25: uses rotated credentials', async () => {
    const running = await world.start();
    await world.writeCredentials('rotated');
    await world.createDataPlane('away', 'rotated');
    await world.createEnvironment('remote', 'away');
    await world.createRelease(
      'far',
      { map: configMap(world.cell, 'far') },
      'remote',
    );
    await running.until('far', isReady);

    const { 'ca.crt': ca } = credentialsIn(kubernetes.kubeconfig);
    const token = Buffer.from('revoked').toString('base64');
    await world.writeCredentials('rotated', { 'ca.crt': ca, token });
    await running.until('far', release => !isReady(release));
    await world.writeCredentials('rotated');
    const again = await running.until('far', isReady);
    expect(message(again, 'Applied')).toBe('All 1 objects are applied');
  });

  it('restarts a workload when its Secret changes, without revealing its content', async () => {
    const running = await world.start();
    const reading = {
      app: readingSecrets(deployment(world.cell, 'app'), 'keys'),
    };
    await world.createRelease('app', reading);
    await running.until('app', isReady);
    const annotation = async () =>
      jsonAt(
        await world.live('apps/v1', 'Deployment', 'app'),
        ...['spec', 'template', 'metadata', 'annotations'],
        annotations.secretVersions,
      );
    expect(await annotation()).toBeUndefined();

    await world.writeSecret(world.cell, 'keys', { key: 'Zmlyc3Q=' });
    const first = await other(annotation, undefined);
    await world.writeSecret(world.cell, 'keys', { key: 'c2Vjb25k' });
    const second = await other(annotation, first);
    expect(second).toMatch(/^[0-9a-f]{64}$/);

    await world.deleteSecret(world.cell, 'keys');
    await world.changeRelease('app', {
      ...reading,
      more: configMap(world.cell, 'more'),
    });
    await running.until(
      'app',
      release => isReady(release) && release.status?.summary?.objects === 2,
    );
    expect(await annotation()).toBe(second);
  });

  it('deletes all objects before the Release', async () => {
    const running = await world.start();
    await world.createRelease('leaving', {
      one: deployment(world.cell, 'leaving'),
      two: configMap(world.cell, 'leaving'),
    });
    const { metadata } = await running.until('leaving', isReady);
    const gone = running.gone('leaving');
    await world.client.delete(releaseKind, metadata);
    await gone;
    expect(await world.live('v1', 'ConfigMap', 'leaving')).toBeUndefined();
    expect(
      await world.live('apps/v1', 'Deployment', 'leaving'),
    ).toBeUndefined();
  });

  it('quirk 11: reports what blocks a deletion, and skips the cleanup on request', async () => {
    const running = await world.start();
    await world.createRelease('stuck', { map: configMap(world.cell, 'stuck') });
    const { metadata } = await running.until('stuck', isReady);
    const type = await world.client.resourceFor('v1', 'ConfigMap');
    if (!type) throw new Error('no ConfigMaps');
    const held = { namespace: world.cell, name: 'stuck' };
    await world.client.patch(
      type,
      held,
      { metadata: { finalizers: ['example.com/held'] } },
      { type: 'merge' },
    );
    await world.client.delete(releaseKind, metadata);
    await running.until('stuck', release =>
      Boolean(
        message(release, 'Finalizing')?.includes(
          'ConfigMap stuck (blocked by finalizer example.com/held since 20',
        ),
      ),
    );
    await running.stop();

    const later = await world.start(twoMinutesAhead);
    const blocked = await later.until(
      'stuck',
      ({ status }) =>
        getCondition(status?.conditions, 'Finalizing')?.reason ===
        'CleanupBlocked',
    );
    expect(message(blocked, 'Finalizing')).toMatch(
      /remove the finalizers, or annotate the Release with openchoreo\.dev\/skip-dataplane-cleanup=true/,
    );
    const gone = later.gone('stuck');
    await world.skipCleanup('stuck');
    await gone;
    expect(await world.live('v1', 'ConfigMap', 'stuck')).toBeDefined();
    await world.client.patch(
      type,
      held,
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
  });
});

describe('a Release that moves to another cluster', () => {
  let first: TestKubernetes;
  let second: TestKubernetes;
  let world: ReleaseWorld;
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
    world = new ReleaseWorld(first.kubeconfig);
    await world.prepare();
    elsewhere = KubeClient.fromKubeconfig(second.kubeconfig, { qps: 0 });
    await world.writeCredentials('second', credentialsIn(second.kubeconfig));
    await world.createDataPlane('second', 'second', {}, elsewhere.server);
  });
  afterEach(async () => {
    await world.end();
    await elsewhere.close();
  });

  const findElsewhere = (name: string) =>
    elsewhere.find(configMapType, { namespace: world.cell, name });
  const isOn = (dataPlane: string) => (release: Release) =>
    isReady(release) && release.status?.target?.dataPlane.name === dataPlane;

  it('deletes its objects on the data plane that its environment had before', async () => {
    const running = await world.start();
    await world.createRelease('moving', {
      map: configMap(world.cell, 'moving'),
    });
    const before = await running.until('moving', isOn('here'));
    expect(before.status?.target?.clusterUID).toBeTruthy();
    await world.changeEnvironment('development', 'second');
    await running.until('moving', isOn('second'));
    expect(await world.live('v1', 'ConfigMap', 'moving')).toBeUndefined();
    expect(await findElsewhere('moving')).toBeDefined();
  });

  it('deletes them when an environment of the organization shadows a shared one', async () => {
    const running = await world.start();
    await world.createRelease(
      'shadowed',
      { map: configMap(world.cell, 'shadowed') },
      'shadowed',
    );
    await world.createEnvironment('shadowed', 'second');
    await running.until('shadowed', isOn('second'));
    await world.deleteEnvironment('shadowed');
    const gone = running.gone('shadowed');
    await world.client.delete(releaseKind, {
      namespace: world.organization,
      name: 'shadowed',
    });
    await gone;
    expect(await findElsewhere('shadowed')).toBeUndefined();
  });

  it('deletes them on the former API server of the data plane', async () => {
    const running = await world.start();
    await world.createEnvironment('remote', 'second');
    await world.createRelease(
      'moving',
      { map: configMap(world.cell, 'moving') },
      'remote',
    );
    await running.until('moving', isOn('second'));
    await world.writeCredentials('second');
    await world.changeServer('second', world.client.server);
    await running.until(
      'moving',
      release =>
        isReady(release) &&
        release.status?.target?.apiServerURL === world.client.server,
    );
    expect(await findElsewhere('moving')).toBeUndefined();
    expect(await world.live('v1', 'ConfigMap', 'moving')).toBeDefined();
  });

  it('reports a former API server that a restarted process cannot use, and skips it on request', async () => {
    const running = await world.start();
    await world.createEnvironment('remote', 'second');
    await world.createRelease(
      'moving',
      { map: configMap(world.cell, 'moving') },
      'remote',
    );
    await running.until('moving', isOn('second'));
    await world.stop();
    await world.writeCredentials('second');
    await world.changeServer('second', world.client.server);
    const restarted = await world.start();
    const blocked = await restarted.until(
      'moving',
      ({ status }) =>
        getCondition(status?.conditions, 'Applied')?.reason === 'CleanupFailed',
    );
    expect(message(blocked, 'Applied')).toMatch(
      /no longer uses the API server .*; restore it until they are deleted, or annotate the Release with openchoreo\.dev\/skip-dataplane-cleanup=true/,
    );
    expect(await world.live('v1', 'ConfigMap', 'moving')).toBeUndefined();
    await world.skipCleanup('moving');
    await restarted.until('moving', isReady);
    expect(await world.live('v1', 'ConfigMap', 'moving')).toBeDefined();
    expect(await findElsewhere('moving')).toBeDefined();
  });

  it('stays where it is while the new data plane does not respond', async () => {
    const server = await startUnresponsiveServer();
    try {
      const running = await world.start();
      await world.createRelease('staying', {
        map: configMap(world.cell, 'staying'),
      });
      await running.until('staying', isOn('here'));
      await world.writeCredentials('dead');
      await world.createDataPlane('dead', 'dead', {}, server.url);
      await world.changeEnvironment('development', 'dead');
      await running.until(
        'staying',
        ({ status }) =>
          getCondition(status?.conditions, 'Applied')?.reason ===
          'DataPlaneUnreachable',
      );
      expect(await world.live('v1', 'ConfigMap', 'staying')).toBeDefined();
    } finally {
      await world.stop();
      await server.close();
    }
  });
});

function ownerReferenceTo({ apiVersion, kind, metadata }: KubeObject) {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '' };
}

/** Counts the writes of three more reconciles of a Release. */
async function writesAtRest(
  running: RunningController,
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

/** A workload whose pods are restarted for these Secrets. */
function readingSecrets(
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

/** Looks again and again until it sees something else than before. @returns what it saw */
async function other(
  look: () => Promise<unknown>,
  before: unknown,
): Promise<unknown> {
  const until = Date.now() + 20_000;
  for (;;) {
    const last = await look();
    if (last !== before || Date.now() > until) return last;
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}

/** Looks again and again until it sees what is expected. @returns what it last saw */
async function seen(
  look: () => Promise<unknown>,
  expected: unknown,
): Promise<unknown> {
  const until = Date.now() + 20_000;
  for (;;) {
    const last = await look();
    if (isDeepStrictEqual(last, expected) || Date.now() > until) return last;
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
}
