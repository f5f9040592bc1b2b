import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import {
  startTestKubernetes,
  TestKubernetes,
} from '@promenade/test-kubernetes';
import { ResettingProxy } from './__testUtils__/ResettingProxy';
import { rejectionOf, waitUntil } from './__testUtils__/waitUntil';
import { isRecord } from './objects/KubeObject';
import {
  Clock,
  Controller,
  EventRecorder,
  eventType,
  isConflict,
  isNotFound,
  KubeClient,
  keyOf,
  LeaderElector,
  ResourceType,
  SharedInformer,
  SharedInformerOptions,
  systemClock,
  UnstructuredObject,
} from './index';

const configMaps: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  scope: 'Namespaced',
};

/** A clock that is a hundred times faster, so that the connection recovers between resets. */
const fastClock: Clock = {
  ...systemClock,
  after: (ms, callback) => systemClock.after(ms / 100, callback),
};

const namespaces: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

describe('kube-client with a Kubernetes API', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let namespace: string;
  let stop: AbortController;

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig, { qps: 0 });
    const created = await client.create(namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: '', generateName: 'kube-client-' },
    });
    namespace = created.metadata.name;
  }, 60_000);

  afterAll(async () => {
    await client.delete(namespaces, { name: namespace });
    await client.close();
    await kubernetes.stop();
  });

  beforeEach(() => {
    stop = new AbortController();
  });

  afterEach(() => stop.abort());

  function configMap(
    name: string,
    data: Record<string, string> = {},
  ): UnstructuredObject {
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace },
      data,
    };
  }

  function informer(
    options: Partial<SharedInformerOptions<UnstructuredObject>> = {},
  ) {
    return new SharedInformer<UnstructuredObject>({
      client,
      type: configMaps,
      namespace,
      ...options,
    });
  }

  it('creates, reads, changes and deletes objects', async () => {
    const key = { namespace, name: 'crud' };
    await client.create(configMaps, configMap('crud', { a: '1' }));
    const patched = await client.patch(
      configMaps,
      key,
      { data: { b: '2' } },
      { type: 'merge' },
    );
    expect(patched.data).toEqual({ a: '1', b: '2' });
    const conflict = await client
      .replace(configMaps, {
        ...patched,
        metadata: { ...patched.metadata, resourceVersion: '1' },
      })
      .catch(error => error);
    expect(isConflict(conflict)).toBe(true);
    await client.delete(configMaps, key);
    const missing = await client.get(configMaps, key).catch(error => error);
    expect(isNotFound(missing)).toBe(true);
    expect(missing.message).toBe('configmaps "crud" not found');
  });

  it('lists pages of one resource version', async () => {
    for (const name of ['p-1', 'p-2', 'p-3', 'p-4', 'p-5']) {
      await client.create(configMaps, configMap(name));
    }
    const { items } = await client.list(configMaps, { namespace, limit: 2 });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(['p-1', 'p-2', 'p-3', 'p-4', 'p-5']),
    );
    expect(items.every(({ kind }) => kind === 'ConfigMap')).toBe(true);
  });

  it.each([true, false])(
    'caches only metadata with metadataOnly (WatchList: %s)',
    async watchList => {
      const name = `metadata-${watchList}`;
      await client.create(configMaps, configMap(name, { a: 'content' }));
      const subject = informer({ metadataOnly: true, watchList });
      subject.start(stop.signal);
      await subject.waitForSync();
      const found = () => subject.get(keyOf({ namespace, name }));
      const before = found()?.metadata.resourceVersion;
      await client.patch(
        configMaps,
        { namespace, name },
        { data: { a: 'other content' } },
        { type: 'merge' },
      );
      await waitUntil(() => found()?.metadata.resourceVersion !== before);
      expect(found()).toEqual({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: expect.objectContaining({ name, namespace }),
      });
    },
  );

  it('discovers kinds', async () => {
    expect(await client.resourceFor('v1', 'ConfigMap')).toMatchObject(
      configMaps,
    );
    expect(await client.resourceFor('v1', 'Nothing')).toBeUndefined();
  });

  it('reconciles the changes of an informer', async () => {
    const subject = informer();
    const reconciled: string[] = [];
    const controller = new Controller({
      name: 'test',
      reconcile: async key => {
        reconciled.push(`${key} ${subject.get(key) ? 'exists' : 'deleted'}`);
      },
    }).watch(subject);
    subject.start(stop.signal);
    const run = controller.start(stop.signal);
    await subject.waitForSync();
    const key = { namespace, name: 'followed' };
    await client.create(configMaps, configMap('followed'));
    await waitUntil(() => reconciled.includes(`${keyOf(key)} exists`));
    await client.delete(configMaps, key);
    await waitUntil(() => reconciled.includes(`${keyOf(key)} deleted`));
    expect(subject.get(keyOf(key))).toBeUndefined();
    stop.abort();
    await run;
  });

  it('applies as a field manager and reports conflicts with other managers', async () => {
    const apply = (
      fieldManager: string,
      a: string,
      options: { force?: boolean; dryRun?: boolean } = {},
    ) =>
      client.apply(configMaps, configMap('applied', { a }), {
        fieldManager,
        ...options,
      });
    const first = await apply('first', '1');
    const again = await apply('first', '1');
    expect(again.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    const conflict = await rejectionOf(apply('second', '2'));
    expect(isConflict(conflict) && conflict.details?.causes).toEqual([
      expect.objectContaining({
        reason: 'FieldManagerConflict',
        field: '.data.a',
      }),
    ]);
    const dryRun = await apply('second', '2', { dryRun: true, force: true });
    expect(dryRun.data).toEqual({ a: '2' });
    expect((await client.get(configMaps, first.metadata)).data).toEqual({
      a: '1',
    });
  });

  it('elects one of two leaders and hands over', async () => {
    const elector = (identity: string) =>
      new LeaderElector({
        client,
        namespace,
        name: 'election',
        identity,
        leaseDurationMs: 3000,
        renewDeadlineMs: 2000,
        retryPeriodMs: 50,
      });
    const [a, b] = [elector('a'), elector('b')];
    const stopA = new AbortController();
    const runA = a.run({ onStarted: () => {} }, stopA.signal);
    await waitUntil(() => a.isLeader);
    const runB = b.run({ onStarted: () => {} }, stop.signal);
    await waitUntil(() => b.leader === 'a');
    expect(b.isLeader).toBe(false);
    stopA.abort();
    await runA;
    await waitUntil(() => b.isLeader);
    stop.abort();
    await runB;
  });

  it('writes and counts events', async () => {
    const object = await client.create(configMaps, configMap('eventful'));
    const recorder = new EventRecorder({ client, component: 'test' });
    recorder.event(object, 'Warning', 'Tested', 'something happened');
    recorder.event(object, 'Warning', 'Tested', 'something happened');
    await recorder.flush();
    const { items } = await client.list(eventType, {
      namespace,
      fieldSelector: `involvedObject.name=eventful`,
    });
    expect(items).toEqual([
      expect.objectContaining({
        reason: 'Tested',
        message: 'something happened',
        count: 2,
      }),
    ]);
  });

  it('misses no change while connections are reset', async () => {
    const proxy = await ResettingProxy.start();
    const folder = await mkdtemp(join(tmpdir(), 'kube-client-'));
    const kubeconfig = join(folder, 'kubeconfig');
    const config: { clusters: { cluster: Record<string, string> }[] } = parse(
      await readFile(kubernetes.kubeconfig, 'utf8'),
    );
    for (const { cluster } of config.clusters) {
      cluster['proxy-url'] = proxy.url;
    }
    await writeFile(kubeconfig, stringify(config));
    const shaken = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
    const subject = informer({ client: shaken, clock: fastClock });
    const watches: string[] = [];
    subject.events.on('watching', ({ type }) => watches.push(type));
    const rounds = new Map<string, number>();
    const count = ({ metadata, data }: UnstructuredObject) => {
      if (metadata.name.startsWith('chaos-')) {
        rounds.set(metadata.name, isRecord(data) ? Number(data.round) : NaN);
      }
    };
    subject.addHandler({
      onAdd: count,
      onUpdate: (_, object) => count(object),
      onDelete: ({ metadata }) => rounds.delete(metadata.name),
    });
    subject.start(stop.signal);
    await subject.waitForSync();
    for (let round = 1; round <= 8; round += 1) {
      for (let i = 0; i < 10; i += 1) {
        await client.apply(
          configMaps,
          configMap(`chaos-${i}`, { round: String(round) }),
          { fieldManager: 'chaos', force: true },
        );
        if (i === 5) {
          await waitUntil(() => watches.length >= round);
          proxy.reset();
        }
      }
      await client.delete(configMaps, { namespace, name: `chaos-${round}` });
    }
    await waitUntil(
      () =>
        rounds.size === 9 && [...rounds.values()].every(round => round === 8),
    );
    expect(watches.length).toBeGreaterThan(8);
    expect([...rounds.keys()].sort()).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 9].map(i => `chaos-${i}`),
    );
    stop.abort();
    await shaken.close();
    await proxy.stop();
    await rm(folder, { recursive: true });
  }, 60_000);
});
