import { configMap, configMaps } from '../__testUtils__/config-maps';
import {
  waitFor,
  startTestServer,
  type TestServer,
} from '../__testUtils__/test-server';
import type { KubeObject } from '../api/types';

describe('deletions', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const path = (name: string) => `${configMaps}/${name}`;
  const gone = (name: string) =>
    waitFor(
      () => server.client.get(path(name)),
      answer => answer.code === 404,
    );
  const ownedBy = (owner: KubeObject, blockOwnerDeletion = false) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: owner.metadata.name ?? '',
    uid: owner.metadata.uid ?? '',
    blockOwnerDeletion,
  });
  const createOwned = async (
    name: string,
    owners: KubeObject[],
    block = false,
  ) =>
    (
      await server.client.post(
        configMaps,
        configMap(name, {
          ownerReferences: owners.map(owner => ownedBy(owner, block)),
        }),
      )
    ).body;
  const create = async (name: string, metadata = {}) =>
    (await server.client.post(configMaps, configMap(name, metadata))).body;

  it('removes an object and returns its identity', async () => {
    const { metadata } = await create('plain');
    const { code, body } = await server.client.delete(path('plain'));
    expect(code).toBe(200);
    expect(body).toMatchObject({
      kind: 'Status',
      status: 'Success',
      details: { name: 'plain', kind: 'configmaps', uid: metadata.uid },
    });
  });

  it.each([
    ['services', { ports: [{ port: 80 }] }],
    ['pods', { containers: [{ name: 'main', image: 'nginx:1' }] }],
    ['serviceaccounts', undefined],
    [
      'persistentvolumeclaims',
      {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    ],
  ])('returns the removed object for %s', async (plural, spec) => {
    const collection = `/api/v1/namespaces/default/${plural}`;
    const { code, body: created } = await server.client.post(collection, {
      metadata: { name: 'typed' },
      ...(spec && { spec }),
    });
    expect(code).toBe(201);
    const { body } = await server.client.delete(`${collection}/typed`);
    expect(body).toMatchObject({
      kind: created.kind,
      metadata: { name: 'typed', uid: created.metadata.uid },
    });
    expect((await server.client.get(`${collection}/typed`)).code).toBe(404);
  });

  it('waits for finalizers and removes the object with the last one', async () => {
    await create('held', { finalizers: ['example.com/a'] });
    const { body } = await server.client.delete(path('held'));
    expect(body.metadata).toMatchObject({
      deletionTimestamp: expect.any(String),
      deletionGracePeriodSeconds: 0,
    });
    const again = await server.client.delete(path('held'));
    expect(again.body.metadata.resourceVersion).toBe(
      body.metadata.resourceVersion,
    );
    const added = await server.client.merge(path('held'), {
      metadata: { finalizers: ['example.com/a', 'example.com/b'] },
    });
    expect(added.code).toBe(422);
    const last = await server.client.merge(path('held'), {
      metadata: { finalizers: null },
    });
    expect(last.code).toBe(200);
    expect((await server.client.get(path('held'))).code).toBe(404);
  });

  it('rejects a deletion whose preconditions are not met', async () => {
    await create('meant');
    const { code, body } = await server.client.delete(path('meant'), {
      preconditions: { uid: 'another' },
    });
    expect(code).toBe(409);
    expect(body.reason).toBe('Conflict');
    await server.client.delete(path('meant'));
  });

  it('deletes nothing in a dry run', async () => {
    await create('rehearsed');
    await server.client.delete(`${path('rehearsed')}?dryRun=All`);
    expect((await server.client.get(path('rehearsed'))).code).toBe(200);
  });

  it('deletes the dependents of a deleted owner and their dependents', async () => {
    const parent = await create('parent');
    const child = await createOwned('child', [parent]);
    await createOwned('grandchild', [child]);
    await server.client.delete(path('parent'));
    expect((await gone('child')).code).toBe(404);
    expect((await gone('grandchild')).code).toBe(404);
  });

  it('deletes an object whose owner has another uid', async () => {
    const sameName = await create('sameName');
    await createOwned('stray', [
      { ...sameName, metadata: { ...sameName.metadata, uid: 'of-another' } },
    ]);
    expect((await gone('stray')).code).toBe(404);
  });

  it('removes the reference to a deleted owner if there is another owner', async () => {
    const [first, second] = [await create('first'), await create('second')];
    await createOwned('shared', [first, second]);
    await server.client.delete(path('first'));
    const { body } = await waitFor(
      () => server.client.get(path('shared')),
      answer => answer.body.metadata.ownerReferences?.length === 1,
    );
    expect(body.metadata.ownerReferences).toEqual([ownedBy(second)]);
  });

  it('keeps an object whose owner has an unknown kind', async () => {
    await server.client.post(
      configMaps,
      configMap('foreign', {
        ownerReferences: [
          { apiVersion: 'elsewhere.io/v1', kind: 'Boss', name: 'b', uid: 'u' },
        ],
      }),
    );
    const owner = await create('sentinel');
    await createOwned('after-foreign', [owner]);
    await server.client.delete(path('sentinel'));
    await gone('after-foreign');
    expect((await server.client.get(path('foreign'))).code).toBe(200);
  });

  it('removes an owner after its blocking dependents with the policy Foreground', async () => {
    const owner = await create('front');
    await server.client.post(
      configMaps,
      configMap('blocking', {
        finalizers: ['example.com/slow'],
        ownerReferences: [ownedBy(owner, true)],
      }),
    );
    const { body } = await server.client.delete(path('front'), {
      propagationPolicy: 'Foreground',
    });
    expect(body.metadata.finalizers).toEqual(['foregroundDeletion']);
    await waitFor(
      () => server.client.get(path('blocking')),
      answer => answer.body.metadata.deletionTimestamp !== undefined,
    );
    expect((await server.client.get(path('front'))).code).toBe(200);
    await server.client.merge(path('blocking'), {
      metadata: { finalizers: null },
    });
    expect((await gone('front')).code).toBe(404);
  });

  it.each([1, 2, 3])(
    'removes a cycle of %s owners with the policy Foreground',
    async length => {
      const names = Array.from(
        { length },
        (_, index) => `cycle-${length}-${index}`,
      );
      const objects: KubeObject[] = [];
      for (const name of names) objects.push(await create(name));
      for (const [index, name] of names.entries()) {
        const owner = objects[(index + 1) % length];
        await server.client.merge(path(name), {
          metadata: { ownerReferences: [ownedBy(owner, true)] },
        });
      }
      await server.client.delete(path(names[0]), {
        propagationPolicy: 'Foreground',
      });
      for (const name of names) expect((await gone(name)).code).toBe(404);
    },
  );

  it('removes two owners of each other that are both deleted with the policy Foreground', async () => {
    const one = await create('mutual-one', { finalizers: ['example.com/a'] });
    const two = await create('mutual-two', { finalizers: ['example.com/a'] });
    for (const [object, owner] of [
      [one, two],
      [two, one],
    ]) {
      await server.client.merge(path(object.metadata.name ?? ''), {
        metadata: { ownerReferences: [ownedBy(owner, true)] },
      });
    }
    for (const name of ['mutual-one', 'mutual-two']) {
      const { body } = await server.client.delete(path(name), {
        propagationPolicy: 'Foreground',
      });
      expect(body.metadata.finalizers).toContain('foregroundDeletion');
    }
    for (const name of ['mutual-one', 'mutual-two']) {
      await server.client.jsonPatch(path(name), [
        { op: 'remove', path: '/metadata/finalizers/0' },
      ]);
    }
    expect((await gone('mutual-one')).code).toBe(404);
    expect((await gone('mutual-two')).code).toBe(404);
  });

  it('keeps dependents with the policy Orphan', async () => {
    const owner = await create('leaving');
    await createOwned('orphaned', [owner]);
    await server.client.delete(path('leaving'), {
      propagationPolicy: 'Orphan',
    });
    await gone('leaving');
    const { code, body } = await server.client.get(path('orphaned'));
    expect(code).toBe(200);
    expect(body.metadata.ownerReferences).toBeUndefined();
  });

  it('deletes the selected objects of a collection', async () => {
    await create('doomed', { labels: { doomed: 'yes' } });
    await create('spared');
    const { body } = await server.client.delete(
      `${configMaps}?labelSelector=doomed`,
    );
    expect(body.items).toHaveLength(1);
    expect((await server.client.get(path('doomed'))).code).toBe(404);
    expect((await server.client.get(path('spared'))).code).toBe(200);
  });
});
