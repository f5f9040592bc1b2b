import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ResourceRegistry } from '../api/resource-registry';
import { builtInTypes } from '../schema/built-in/index';
import { ObjectStore } from '../store/object-store';
import { expireEvents } from './event-expiry';
import { ResourceStrategies } from '../lifecycle/resource-strategy';
import { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { internalWriteOptions } from '../lifecycle/write-options';
import { ensureSystemNamespaces } from './namespace-controller';

it('deletes events an hour after they last occurred', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promenade-events-'));
  const store = new ObjectStore({ file: path.join(folder, 'store.sqlite') });
  const registry = new ResourceRegistry();
  for (const type of builtInTypes) registry.register([type]);
  let now = new Date('2026-01-01T00:00:00Z');
  const lifecycle = new ObjectLifecycle({
    store,
    registry,
    strategies: new ResourceStrategies(),
    clock: () => now,
  });
  ensureSystemNamespaces(lifecycle);
  const type = registry.storageType('events');
  if (!type) throw new Error('events are not registered');
  const record = (name: string, lastTimestamp: string) =>
    lifecycle.create(
      type,
      'default',
      {
        metadata: { name },
        involvedObject: { namespace: 'default' },
        lastTimestamp,
      },
      internalWriteOptions,
    );
  record('over', '2026-01-01T00:00:00Z');
  record('repeated', '2026-01-01T00:30:00Z');

  now = new Date('2026-01-01T01:00:01Z');
  expireEvents(lifecycle);
  expect(store.list('events').map(event => event.metadata.name)).toEqual([
    'repeated',
  ]);
  store.close();
  fs.rmSync(folder, { recursive: true });
});
