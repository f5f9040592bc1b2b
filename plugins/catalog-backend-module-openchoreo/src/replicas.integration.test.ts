import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import type { CatalogBackend } from './__testUtils__/CatalogBackend';
import { ChangingPlatform } from './__testUtils__/ChangingPlatform';
import { InMemoryUnits } from './__testUtils__/InMemoryUnits';
import { aFileEntity } from './__testUtils__/joinedEntities';
import { startReplica } from './__testUtils__/startReplica';
import {
  describeWithPostgres,
  type DatabaseConfig,
} from './__testUtils__/TestPostgres';
import { aComponent, anOrganization } from './__testUtils__/units';

jest.setTimeout(300_000);

/**
 * What the log has when two instances write at the same time, or when two locations have the same entity. The catalog reports
 * other conflicts with one instance too, when an entity is deleted while it is processed.
 */
const conflict =
  /Fast insert path failed|detected conflicting entityRef|Failed to add|Deadlock.* refresh_state/;

const conflictsOf = (...replicas: CatalogBackend[]) =>
  replicas
    .flatMap(({ log }) => log)
    .filter(({ text }) => conflict.test(text))
    .map(({ text }) => text.slice(0, 200));

describeWithPostgres('two instances of a backend', getPostgres => {
  let database: DatabaseConfig;
  const replicas = new Set<CatalogBackend>();

  beforeEach(() => {
    database = getPostgres().newDatabase();
  });

  afterEach(async () => {
    for (const replica of replicas) await replica.stop();
    replicas.clear();
  });

  beforeAll(() => {
    // Knex writes each lost connection to the console.
    jest.spyOn(console, 'log').mockImplementation(() => {});
  });

  afterAll(() => {
    jest.restoreAllMocks();
  });

  const start = async (
    options: Omit<Parameters<typeof startReplica>[0], 'database'> & {
      database?: DatabaseConfig;
    },
  ): Promise<CatalogBackend> => {
    const replica = await startReplica({ database, ...options });
    replicas.add(replica);
    return replica;
  };

  const stop = async (replica: CatalogBackend): Promise<void> => {
    replicas.delete(replica);
    await replica.stop();
  };

  describe('on a platform that changes', () => {
    let platform: ChangingPlatform;

    beforeAll(async () => {
      platform = await ChangingPlatform.start();
    });

    afterAll(() => platform.stop());

    const startReplicaOfPlatform = () =>
      // As in production, so that the catalog is not asked to process what is deleted at the same moment.
      start({
        units: platform.watch(),
        times: { coalesceMs: 250, compareAgainMs: 3_000 },
      });

    const waitUntilEqual = async (catalog: CatalogBackend): Promise<void> => {
      let differences: string[] = [];
      const isEqual = (entities: Map<string, Entity>) => {
        differences = platform.differences(entities);
        return !differences.length;
      };
      await catalog.waitFor(isEqual).catch(() => {});
      expect(differences).toEqual([]);
    };

    it('have exactly the entities of the platform after a storm of changes', async () => {
      const first = await startReplicaOfPlatform();
      const second = await startReplicaOfPlatform();
      await platform.change({ seed: 1, count: 120 });
      await waitUntilEqual(first);
      await waitUntilEqual(second);
      expect(conflictsOf(first, second)).toEqual([]);
    });

    it('have them also when each was restarted during the storm, and both at its end', async () => {
      const first = await startReplicaOfPlatform();
      const second = await startReplicaOfPlatform();
      const change = (seed: number) => platform.change({ seed, count: 40 });

      const [, restartedFirst] = await Promise.all([
        change(2),
        stop(first).then(startReplicaOfPlatform),
      ]);
      const [, restartedSecond] = await Promise.all([
        change(3),
        stop(second).then(startReplicaOfPlatform),
      ]);
      await Promise.all([
        change(4),
        stop(restartedFirst),
        stop(restartedSecond),
      ]);
      const third = await startReplicaOfPlatform();
      const fourth = await startReplicaOfPlatform();
      await waitUntilEqual(third);
      await waitUntilEqual(fourth);
      expect(
        conflictsOf(
          first,
          second,
          restartedFirst,
          restartedSecond,
          third,
          fourth,
        ),
      ).toEqual([]);
    });

    it('continue after the database was away', async () => {
      const first = await startReplicaOfPlatform();
      const second = await startReplicaOfPlatform();
      await waitUntilEqual(first);
      await getPostgres().stopServer();
      await platform.change({ seed: 5, count: 40 });
      await getPostgres().startServer();
      await waitUntilEqual(first);
      await platform.change({ seed: 6, count: 20 });
      await waitUntilEqual(second);
    });
  });

  it('do not let the one that was cut off overwrite what the other wrote', async () => {
    const organization = anOrganization();
    const ref = 'component:acme/orders';
    const version = (description: string) =>
      aComponent('orders', { description });
    const descriptionIn = (catalog: CatalogBackend, description: string) =>
      catalog.waitFor(
        all => all.get(ref)?.metadata.description === description,
      );

    const link = await getPostgres().link();
    const [firstUnits, secondUnits] = [
      new InMemoryUnits(),
      new InMemoryUnits(),
    ];
    for (const units of [firstUnits, secondUnits]) {
      units.set(organization, version('initial'));
    }
    const first = await start({
      units: firstUnits,
      database: link.connect(database),
    });
    await descriptionIn(first, 'initial');
    const second = await start({ units: secondUnits });

    // The first one is cut off from the database, and then from the platform.
    link.cut();
    firstUnits.set(version('outdated'));
    secondUnits.set(version('current'));
    await descriptionIn(second, 'current');

    await link.restore();
    await descriptionIn(first, 'current');
    await first.waitFor(() =>
      first.log.some(({ text }) => text.includes('Another instance writes')),
    );
    secondUnits.set(aComponent('stock'));
    await second.waitFor(all => all.has('component:acme/stock'));
    await descriptionIn(second, 'current');
    expect(conflictsOf(first, second)).toEqual([]);
  });

  it('report a name that the host has, whichever of them writes', async () => {
    const units = new InMemoryUnits();
    units.set(anOrganization(), aComponent('orders'));
    const others = units.forOtherInstance();
    const first = await start({ units, times: { compareEveryMs: 500 } });
    const second = await start({
      units: others,
      times: { compareEveryMs: 500 },
    });
    await first.waitForRefs('domain:acme/acme', 'component:acme/orders');
    await first.addHostEntities({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'stock',
        namespace: 'acme',
        annotations: {
          'backstage.io/managed-by-location': 'host:entities',
          'backstage.io/managed-by-origin-location': 'host:entities',
        },
      },
      spec: { type: 'service', lifecycle: 'production', owner: 'host-team' },
    });
    await second.waitFor(all => all.has('component:acme/stock'));
    units.set(aComponent('stock'));
    const isReported = () =>
      [units, others].every(({ problems }) =>
        problems.get('component:acme/stock')?.includes('host:entities'),
      );
    await second.waitFor(isReported);
    expect(conflictsOf(first, second)).toEqual([]);
  });

  describe('of which one writes, and the other processes', () => {
    const ref = 'component:acme/orders';
    let folder: string;
    let other: CatalogBackend;
    let openChoreo: OpenChoreoService;

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'replicas-'));
      const units = new InMemoryUnits();
      units.set(anOrganization(), aComponent('orders'));
      openChoreo = openChoreoServiceMock({
        catalogUnits: units.forOtherInstance(),
      });
      // Neither of them compares by itself.
      const times = { compareAgainMs: 600_000, checkEveryMs: 600_000 };
      const writer = await start({
        units,
        times,
        config: { processingInterval: false },
      });
      await writer.waitFor(() =>
        writer.log.some(({ text }) => text.includes('This instance writes')),
      );
      other = await start({ openChoreo, times });
      await other.waitForRefs('domain:acme/acme', ref);
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    it('hand a name over that the catalog reports on the other one', async () => {
      const file = join(folder, 'info.yaml');
      const entity = aFileEntity({ name: 'orders', namespace: 'acme' });
      writeFileSync(file, JSON.stringify(entity));
      await other.addHostEntities({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Location',
        metadata: {
          name: 'info',
          annotations: {
            'backstage.io/managed-by-location': `file:${file}`,
            'backstage.io/managed-by-origin-location': `file:${file}`,
          },
        },
        spec: { type: 'file', target: file },
      });
      const all = await other.waitFor(
        entities => entities.get(ref)?.spec?.type === 'library',
      );
      expect(all.get(ref)?.metadata.annotations).toMatchObject({
        'backstage.io/managed-by-origin-location': `file:${file}`,
      });
    });

    it('compare both when the other one is asked', async () => {
      await other.unregister(ref);
      await other.waitFor(all => !all.has(ref));
      expect(openChoreo.catalogSync.provider?.report().isWriter).toBe(false);
      await openChoreo.catalogSync.provider?.sync();
      await other.waitFor(all => all.has(ref));
    });
  });
});
