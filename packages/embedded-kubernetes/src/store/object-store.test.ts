import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { KubeObject } from '../api/types';
import {
  ObjectStore,
  ObjectTooLargeError,
  VersionExpiredError,
} from './object-store';
import type { StoreEvent } from './store-event';

const keyOf = (name: string, namespace = 'a') => ({
  resource: 'things',
  namespace,
  name,
});
const thing = (name: string, value = 0, owner?: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: {
    name,
    uid: `uid-${name}`,
    ...(owner
      ? {
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'Thing',
              name: owner,
              uid: `uid-${owner}`,
            },
          ],
        }
      : {}),
  },
  value,
});
const namesIn = (objects: Iterable<KubeObject>) =>
  [...objects].map(object => object.metadata.name);

describe('ObjectStore', () => {
  let folder: string;
  let store: ObjectStore;
  const open = (options = {}) =>
    new ObjectStore({ file: path.join(folder, 'store.sqlite'), ...options });

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promenade-store-'));
    store = open();
  });
  afterEach(() => {
    store.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('increments one version for every change', () => {
    const first = store.put(keyOf('x'), thing('x'));
    const second = store.put({ ...keyOf('y'), resource: 'others' }, thing('y'));
    expect(first.metadata.resourceVersion).toBe('1');
    expect(second.metadata.resourceVersion).toBe('2');
    expect(store.currentVersion).toBe(2);
  });

  it('keeps objects, versions and history after a restart', () => {
    store.put(keyOf('x'), thing('x', 1));
    store.put(keyOf('x'), thing('x', 2));
    store.close();
    store = open();
    expect(store.get(keyOf('x'))).toMatchObject({ value: 2 });
    expect(store.currentVersion).toBe(2);
    expect(store.eventsSince('things', 1)).toMatchObject([
      { version: 2, type: 'MODIFIED', previous: { value: 1 } },
    ]);
  });

  it('is open in one process at a time', () => {
    expect(() => open()).toThrow(
      /store\.sqlite is in use by another process; end that one/,
    );
  });

  it('lists by namespace and name, in pages or at once', () => {
    for (const [namespace, name] of [
      ['b', 'x'],
      ['a-b', 'x'],
      ['a', 'y'],
      ['a', 'x'],
    ]) {
      store.put(keyOf(name, namespace), thing(`${namespace}.${name}`));
    }
    const all = ['a.x', 'a.y', 'a-b.x', 'b.x'];
    expect(namesIn(store.list('things'))).toEqual(all);
    const after = { namespace: 'a', name: 'y' };
    expect(namesIn(store.list('things', { after }))).toEqual(all.slice(2));
    expect(namesIn(store.list('things', { namespace: 'a' }))).toEqual([
      'a.x',
      'a.y',
    ]);
    expect(store.count('things', { after })).toBe(2);
  });

  it('lists an earlier version', () => {
    store.put(keyOf('changed'), thing('changed', 1));
    store.put(keyOf('removed'), thing('removed'));
    const then = store.currentVersion;
    store.put(keyOf('changed'), thing('changed', 2));
    store.put(keyOf('changed'), thing('changed', 3));
    store.remove(keyOf('removed'), thing('removed'));
    store.put(keyOf('added'), thing('added'));
    const past = store.list('things', { at: then });
    expect(namesIn(past)).toEqual(['changed', 'removed']);
    expect(past[0]).toMatchObject({ value: 1 });
    expect(
      namesIn(
        store.list('things', {
          at: then,
          after: { namespace: 'a', name: 'changed' },
        }),
      ),
    ).toEqual(['removed']);
  });

  it('calls subscribers after a transaction, not after a failed one', () => {
    const events: StoreEvent[] = [];
    store.subscribe('things', event => events.push(event));
    store.write(() => {
      store.put(keyOf('x'), thing('x'));
      store.put(keyOf('y'), thing('y'));
      expect(events).toHaveLength(0);
    });
    expect(events.map(event => event.key.name)).toEqual(['x', 'y']);
    expect(() =>
      store.write(() => {
        store.put(keyOf('z'), thing('z'));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(events).toHaveLength(2);
    expect(store.get(keyOf('z'))).toBeUndefined();
    expect(store.put(keyOf('z'), thing('z')).metadata.resourceVersion).toBe(
      '3',
    );
  });

  it('calls all subscribers in order, also for changes by a subscriber', () => {
    const heard: string[] = [];
    store.subscribe('things', ({ key }) => {
      if (key.name === 'x') store.put(keyOf('y'), thing('y'));
    });
    store.subscribe('things', ({ key }) => heard.push(key.name));
    store.put(keyOf('x'), thing('x'));
    expect(heard).toEqual(['x', 'y']);
  });

  it('calls all subscribers when a write of a subscriber fails', () => {
    const received: string[] = [];
    store.subscribe('things', ({ key }) => {
      if (key.name !== 'x') return;
      expect(() =>
        store.write(() => {
          store.put(keyOf('failed'), thing('failed'));
          throw new Error('no');
        }),
      ).toThrow('no');
      store.put(keyOf('z'), thing('z'));
    });
    store.subscribe('things', ({ key }) => received.push(key.name));
    store.write(() => {
      store.put(keyOf('x'), thing('x'));
      store.put(keyOf('y'), thing('y'));
    });
    expect(received).toEqual(['x', 'y', 'z']);
    expect(store.eventsSince('things', 0)).toHaveLength(3);
  });

  it('calls all subscribers when one throws', () => {
    store.close();
    const errors: unknown[] = [];
    store = open({ onError: (error: unknown) => errors.push(error) });
    const heard: string[] = [];
    store.subscribe('things', () => {
      throw new Error('deaf');
    });
    store.subscribe('things', ({ key }) => heard.push(key.name));
    store.put(keyOf('x'), thing('x'));
    expect(heard).toEqual(['x']);
    expect(errors).toEqual([new Error('deaf')]);
  });

  it('finds the dependents of an owner while they have its reference', () => {
    store.put(keyOf('child'), thing('child', 0, 'parent'));
    expect(store.dependentsOf('uid-parent')).toEqual([keyOf('child')]);
    store.put(keyOf('child'), thing('child'));
    expect(store.dependentsOf('uid-parent')).toEqual([]);
  });

  it('compacts old history and reports it as expired', () => {
    store.close();
    store = open({ history: { maxEvents: 100, inMemory: 10 } });
    for (let turn = 0; turn < 500; turn += 1) {
      store.put(keyOf('x'), thing('x', turn));
    }
    expect(() => store.eventsSince('things', 1)).toThrow(VersionExpiredError);
    expect(() => store.list('things', { at: 1 })).toThrow(VersionExpiredError);
    expect(store.eventsSince('things', 450)).toHaveLength(50);
  });

  it('reports the version of events that subscribers have received', () => {
    const versions: number[] = [];
    store.subscribe('things', () => versions.push(store.publishedVersion));
    store.write(() => {
      store.put(keyOf('x'), thing('x'));
      store.put(keyOf('y'), thing('y'));
    });
    expect(versions).toEqual([2, 2]);
  });

  it('limits the events that it returns, from memory and from the database', () => {
    store.close();
    store = open({ history: { inMemory: 5 } });
    for (let turn = 0; turn < 20; turn += 1) {
      store.put(keyOf('x'), thing('x', turn));
    }
    const versions = (since: number) =>
      store.eventsSince('things', since, 3).map(event => event.version);
    expect(versions(17)).toEqual([18, 19, 20]);
    expect(versions(15)).toEqual([16, 17, 18]);
    expect(versions(2)).toEqual([3, 4, 5]);
  });

  it('limits its history in bytes', () => {
    store.close();
    store = open({ history: { maxBytes: 100_000, inMemoryBytes: 20_000 } });
    const large = () => ({ ...thing('x'), text: 'x'.repeat(1000) });
    for (let turn = 0; turn < 500; turn += 1) store.put(keyOf('x'), large());
    expect(() => store.eventsSince('things', 400)).toThrow(VersionExpiredError);
    expect(store.eventsSince('things', 480)).toHaveLength(20);
  });

  it('records a compaction with the events that it removes', () => {
    store.close();
    store = open({ history: { maxEvents: 100, inMemory: 1 } });
    for (let turn = 0; turn < 300; turn += 1) {
      store.put(keyOf('x'), thing('x', turn));
    }
    store.close();
    const database = new Database(path.join(folder, 'store.sqlite'));
    const value = (sql: string) => database.prepare(sql).pluck().get();
    expect(value('SELECT min(version) FROM events')).toBe(
      Number(value("SELECT value FROM counters WHERE name = 'compacted'")) + 1,
    );
    // A transaction that fails leaves neither of both.
    database.exec(
      "CREATE TRIGGER fail BEFORE UPDATE ON counters WHEN NEW.name = 'compacted' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    const count = value('SELECT count(*) FROM events');
    database.close();
    store = open({ history: { maxEvents: 10 } });
    for (let turn = 0; turn < 64; turn += 1) {
      store.put(keyOf('x'), thing('x', turn));
    }
    expect(store.eventsSince('things', 300)).toHaveLength(64);
    store.close();
    const after = new Database(path.join(folder, 'store.sqlite'));
    expect(after.prepare('SELECT count(*) FROM events').pluck().get()).toBe(
      Number(count) + 64,
    );
    after.close();
    store = open();
  });

  it('rejects an object that is too large and keeps the stored one', () => {
    store.put(keyOf('x'), thing('x', 1));
    const large = { ...thing('x', 2), text: 'x'.repeat(1.5 * 1024 * 1024) };
    expect(() => store.put(keyOf('x'), large)).toThrow(ObjectTooLargeError);
    expect(store.get(keyOf('x'))).toMatchObject({ value: 1 });
    expect(store.currentVersion).toBe(1);
  });

  it('keeps no history in the database for resources without history', () => {
    store.close();
    store = open({ withoutHistory: ['things'], history: { inMemory: 5 } });
    for (let turn = 0; turn < 20; turn += 1) {
      store.put(keyOf('x'), thing('x', turn));
    }
    expect(store.eventsSince('things', 16)).toHaveLength(4);
    expect(() => store.eventsSince('things', 2)).toThrow(VersionExpiredError);
  });
});
