import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { CatalogBackend } from '../__testUtils__/CatalogBackend';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { startReplica } from '../__testUtils__/startReplica';
import { describeWithPostgres } from '../__testUtils__/TestPostgres';
import {
  aComponent,
  aDeployment,
  anEndpoint,
  anOrganization,
  anOwner,
  aProject,
} from '../__testUtils__/units';

jest.setTimeout(300_000);

const team = 'group:default/orders-team';
const ownRef = 'component:acme/orders';
const fileRef = 'component:default/order-service';
const stockRef = 'component:acme/stock';
const apiRef = 'api:acme/orders.api';

/** A component that the resources give to a team. */
const anOwnedComponent = (
  parts: Partial<Parameters<typeof aComponent>[1]> = {},
) =>
  aComponent('orders', {
    uid: 'uid-1',
    owners: [anOwner(team, 'Component', 'orders')],
    endpoints: [anEndpoint('orders')],
    deployments: [aDeployment('development')],
    objectSelector: 'component-name=orders',
    ...parts,
  });

function aPlatform(): InMemoryUnits {
  const units = new InMemoryUnits();
  units.set(
    anOrganization(),
    aProject(),
    anOwnedComponent(),
    aComponent('stock', {
      connections: {
        components: ['orders'],
        endpoints: [],
        managedResources: [],
      },
    }),
  );
  return units;
}

/** The entities of a `catalog-info.yaml`. */
const aFileEntity = ({
  name = 'order-service',
  namespace = 'default',
  owner = 'orders-team',
  annotations = { 'openchoreo.dev/component': 'orders' },
}: {
  name?: string;
  namespace?: string;
  owner?: string;
  annotations?: Record<string, string>;
} = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace,
    annotations,
    tags: ['java'],
    links: [{ url: 'https://wiki.example.test/orders', title: 'Wiki' }],
  },
  spec: {
    type: 'library',
    lifecycle: 'deprecated',
    owner,
    dependsOn: ['resource:default/ledger'],
  },
});

/** The entity of a file with the name of the component's own entity, and another owner. */
const anEntityOfTheName = () =>
  aFileEntity({ name: 'orders', namespace: 'acme', owner: 'other-team' });

/** The component with the annotation that accepts the entity with its name. */
const anAcceptingComponent = () =>
  anOwnedComponent({ annotations: { 'openchoreo.dev/entity-ref': ownRef } });

/** The owner of the component. */
const teamEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'orders-team',
    annotations: {
      'backstage.io/managed-by-location': 'host:entities',
      'backstage.io/managed-by-origin-location': 'host:entities',
    },
  },
  spec: { type: 'team', children: [] },
};

function relationsOf(entity: Entity | undefined): string[] {
  return (entity?.relations ?? [])
    .map(({ type, targetRef }) => `${type} ${targetRef}`)
    .sort();
}

const isJoined = (entity: Entity | undefined) =>
  entity?.metadata.annotations?.['openchoreo.dev/joined'] !== undefined;

/** The tests of joined entities, for each database. */
function defineJoinTests(newDatabase: () => JsonObject): void {
  let catalog: CatalogBackend;
  let database: JsonObject;
  let folder: string;

  beforeEach(() => {
    database = newDatabase();
    folder = mkdtempSync(join(tmpdir(), 'join-'));
  });

  afterEach(async () => {
    await catalog.stop();
    rmSync(folder, { recursive: true });
  });

  const start = async (
    units: InMemoryUnits,
    openchoreo: JsonObject = {},
    times: { compareEveryMs?: number; handoverMs?: number } = {},
  ) => {
    catalog = await startReplica({
      database,
      units,
      config: { orphanStrategy: 'delete', providers: { openchoreo } },
      times: {
        compareEveryMs: 2_000,
        claimsEveryMs: 300,
        unreturnedMs: 3_000,
        ...times,
      },
    });
    await catalog.addHostEntities(teamEntity);
    await catalog.waitFor(all => all.has(team));
  };

  /** The first entity of a name keeps it, so that the catalog rejects that of a file. */
  const keepNames: JsonObject = { nameConflicts: 'keep' };

  const write = (file: string, ...entities: Entity[]) =>
    writeFileSync(
      join(folder, file),
      entities.map(entity => JSON.stringify(entity)).join('\n---\n'),
    );

  /** Registers a file, as a user does with its URL. */
  const register = async (file: string, ...entities: Entity[]) => {
    write(file, ...entities);
    const location = `file:${join(folder, file)}`;
    await catalog.addHostEntities({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Location',
      metadata: {
        name: file,
        annotations: {
          'backstage.io/managed-by-location': location,
          'backstage.io/managed-by-origin-location': location,
        },
      },
      spec: { type: 'file', target: join(folder, file) },
    });
  };

  const unregister = (file: string) =>
    catalog.removeHostEntities(`location:default/${file}`);

  const waitForOwn = () =>
    catalog.waitFor(all => all.get(ownRef)?.spec?.type === 'service');

  /** Starts with the component's own entity in the catalog, and registers a file with an entity. */
  const startWithFile = async (
    entity: Entity,
    openchoreo?: JsonObject,
    times?: Parameters<typeof start>[2],
  ): Promise<InMemoryUnits> => {
    const units = aPlatform();
    await start(units, openchoreo, times);
    await waitForOwn();
    await register('info.yaml', entity);
    return units;
  };

  /** Resolves when the catalog has processed an entity from now on, and stitched what was before. */
  const waitUntilProcessed = async (entityRef: string) => {
    const knex = await catalog.access.database.getClient();
    const nextUpdate = async () => {
      const row = await knex('refresh_state')
        .where({ entity_ref: entityRef })
        .first('next_update_at');
      return String(row?.next_update_at);
    };
    // The second time, because the first one may have begun before.
    for (let times = 0; times < 2; times += 1) {
      const before = await nextUpdate();
      while ((await nextUpdate()) === before) {
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  };

  const waitForProblem = (units: InMemoryUnits, text: string) =>
    catalog.waitFor(() =>
      [...units.problems.values()].some(problem => problem.includes(text)),
    );

  it('joins an entity of another name, and gives the component its own one back when the file is unregistered', async () => {
    const units = await startWithFile(aFileEntity());

    const joined = await catalog.waitFor(
      all =>
        isJoined(all.get(fileRef)) &&
        !all.has(ownRef) &&
        relationsOf(all.get(stockRef)).includes(`dependsOn ${fileRef}`) &&
        relationsOf(all.get(fileRef)).length === 5,
    );
    const entity = joined.get(fileRef);
    expect(entity).toMatchObject({
      metadata: {
        annotations: {
          'openchoreo.dev/organization': 'acme',
          'openchoreo.dev/project': 'shop',
          'openchoreo.dev/component': 'orders',
          'openchoreo.dev/uid': 'uid-1',
          'openchoreo.dev/joined': 'acme/shop/orders',
          'openchoreo.dev/claim': 'accepted',
          'backstage.io/kubernetes-label-selector': 'component-name=orders',
        },
        tags: ['java'],
        links: [
          { url: 'https://wiki.example.test/orders' },
          { url: 'https://development.example.test/api' },
        ],
      },
      spec: {
        type: 'library',
        lifecycle: 'deprecated',
        owner: 'orders-team',
        dependsOn: ['resource:default/ledger'],
      },
    });
    expect(relationsOf(entity)).toEqual([
      `dependencyOf ${stockRef}`,
      'dependsOn resource:default/ledger',
      `ownedBy ${team}`,
      'partOf system:acme/shop',
      `providesApi ${apiRef}`,
    ]);
    expect(relationsOf(joined.get(apiRef))).toContain(
      `apiProvidedBy ${fileRef}`,
    );
    expect([...units.problems]).toEqual([]);

    await unregister('info.yaml');
    const own = await waitForOwn();
    expect(own.has(fileRef)).toBe(false);
    await catalog.waitFor(all =>
      relationsOf(all.get(stockRef)).includes(`dependsOn ${ownRef}`),
    );
  });

  it('gives the name of its own entity to a file that a component accepts, and takes it back', async () => {
    const units = await startWithFile(anEntityOfTheName(), keepNames);
    await waitForProblem(units, 'names this component');
    expect(units.problems.get(ownRef)).toMatch(
      /The entity component:acme\/orders names this component and is not joined with it, because the owner of the entity is group:acme\/other-team, and that of the component is group:default\/orders-team\. If the entity is that of the component, run: kubectl annotate --overwrite components\.openchoreo\.dev orders --namespace acme openchoreo\.dev\/entity-ref=component:acme\/orders\. Until then the catalog rejects the entity of file:.*info\.yaml, because this resource has the same name/,
    );
    expect((await catalog.entities()).get(ownRef)?.spec?.type).toBe('service');

    units.set(anAcceptingComponent());
    const joined = await catalog.waitFor(
      all =>
        all.get(ownRef)?.spec?.type === 'library' && isJoined(all.get(ownRef)),
    );
    expect(joined.get(ownRef)?.spec?.owner).toBe('other-team');
    await catalog.waitFor(all =>
      relationsOf(all.get(apiRef)).includes(`apiProvidedBy ${ownRef}`),
    );
    await waitForProblem(units, 'Pages and permissions follow the entity');

    await unregister('info.yaml');
    await waitForOwn();
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it('leaves the name to a file without joining it, until the component accepts it', async () => {
    const units = await startWithFile(anEntityOfTheName());
    const left = await catalog.waitFor(
      all => all.get(ownRef)?.spec?.type === 'library',
    );
    expect(isJoined(left.get(ownRef))).toBe(false);
    await waitForProblem(units, 'kubectl annotate');

    units.set(anAcceptingComponent());
    await catalog.waitFor(all => isJoined(all.get(ownRef)));
  });

  it('joins the entity of a file that had the name first', async () => {
    const units = new InMemoryUnits();
    units.set(anOrganization(), aProject());
    await start(units);
    await register(
      'info.yaml',
      aFileEntity({ name: 'orders', namespace: 'acme', owner: team }),
    );
    await catalog.waitFor(all => all.has(ownRef));
    units.set(anOwnedComponent());
    await catalog.waitFor(all => isJoined(all.get(ownRef)) && all.has(apiRef));
    await catalog.waitFor(() => units.problems.size === 0);
    expect((await catalog.entities()).get(ownRef)?.spec?.type).toBe('library');
  });

  it('does not join what nothing confirms, and lets no file say that it has joined', async () => {
    const units = await startWithFile(
      aFileEntity({
        owner: 'mallory',
        annotations: {
          'openchoreo.dev/component': 'orders',
          'openchoreo.dev/joined': 'acme/shop/orders',
          'openchoreo.dev/Joined': 'acme/shop/orders',
          'openchoreo.dev/claim': 'accepted',
          'backstage.io/Managed-By-Origin-Location': 'openchoreo:control-plane',
        },
      }),
    );
    const all = await catalog.waitFor(
      entities =>
        entities.get(fileRef)?.metadata.annotations?.[
          'openchoreo.dev/claim'
        ] === 'rejected',
    );
    expect(
      Object.keys(all.get(fileRef)?.metadata.annotations ?? {}).sort(),
    ).toEqual([
      'backstage.io/managed-by-location',
      'backstage.io/managed-by-origin-location',
      'openchoreo.dev/claim',
      'openchoreo.dev/component',
    ]);
    expect(all.has(ownRef)).toBe(true);
    await waitForProblem(units, 'names this component');
    expect(units.problems.get(ownRef)).toMatch(
      'the owner of the entity is group:default/mallory, and that of the component is group:default/orders-team',
    );

    // The project accepts it.
    units.set(
      aProject({ annotations: { 'openchoreo.dev/entity-ref': fileRef } }),
      anOwnedComponent(),
    );
    await catalog.waitFor(
      entities => isJoined(entities.get(fileRef)) && !entities.has(ownRef),
    );

    // The project does not accept it any more.
    units.set(aProject(), anOwnedComponent());
    await catalog.waitFor(
      entities => !isJoined(entities.get(fileRef)) && entities.has(ownRef),
    );
    expect(
      (await catalog.entities()).get(fileRef)?.metadata.annotations,
    ).not.toHaveProperty('openchoreo.dev/uid');
  });

  it('joins none of two files that claim the same component, until one goes', async () => {
    const units = aPlatform();
    await start(units);
    await waitForOwn();
    await register('one.yaml', aFileEntity());
    await catalog.waitFor(all => isJoined(all.get(fileRef)));
    await register('two.yaml', aFileEntity({ name: 'second' }));
    await catalog.waitFor(
      all =>
        all.has('component:default/second') &&
        all.has(ownRef) &&
        !isJoined(all.get(fileRef)),
    );
    await waitForProblem(units, 'other entities name the component');
    const problem = units.problems.get(ownRef);
    expect(problem).toMatch(
      `The entity ${fileRef} is not joined with this component, because other entities name the component too: component:default/second. To choose one, run: kubectl annotate`,
    );
    expect(problem).toMatch(
      `The entity component:default/second is not joined with this component, because other entities name the component too: ${fileRef}`,
    );

    // The annotation of the second file is removed.
    write('two.yaml', aFileEntity({ name: 'second', annotations: {} }));
    await catalog.waitFor(
      all => isJoined(all.get(fileRef)) && !all.has(ownRef),
    );
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it('follows the deletion of the component, its return and a restart', async () => {
    const units = aPlatform();
    await start(units);
    await register('info.yaml', aFileEntity());
    await catalog.waitFor(
      all => isJoined(all.get(fileRef)) && !all.has(ownRef),
    );

    units.delete(anOwnedComponent());
    const left = await catalog.waitFor(
      all => !isJoined(all.get(fileRef)) && !all.has(apiRef),
    );
    expect(relationsOf(left.get(fileRef))).not.toContain(
      `providesApi ${apiRef}`,
    );
    await waitForProblem(units, 'which does not exist');
    expect([...units.problems.values()]).toEqual([
      expect.stringContaining(
        `The entity ${fileRef} names the component orders, which does not exist`,
      ),
    ]);

    units.set(anOwnedComponent({ uid: 'uid-2' }));
    await catalog.waitFor(
      all =>
        all.get(fileRef)?.metadata.annotations?.['openchoreo.dev/uid'] ===
        'uid-2',
    );
    await catalog.stop();

    // While components cannot be read, the entity stays joined.
    units.setIncomplete('component');
    await start(units);
    const added: string[] = [];
    await catalog.waitFor(all => {
      if (all.has(ownRef)) added.push(ownRef);
      if (!isJoined(all.get(fileRef))) added.push(fileRef);
      return all.get('system:acme/shop') !== undefined;
    });
    await waitUntilProcessed(fileRef);
    expect(isJoined((await catalog.entities()).get(fileRef))).toBe(true);
    units.setComplete('component');
    units.set(anOwnedComponent({ uid: 'uid-3' }));
    await catalog.waitFor(all => {
      if (all.has(ownRef)) added.push(ownRef);
      return (
        all.get(fileRef)?.metadata.annotations?.['openchoreo.dev/uid'] ===
        'uid-3'
      );
    });
    expect(added).toEqual([]);
  });

  it('learns after a restart of a file that the catalog rejects', async () => {
    const units = await startWithFile(anEntityOfTheName(), keepNames);
    await waitForProblem(units, 'names this component');
    // The location has a key by which it is found again.
    const knex = await catalog.access.database.getClient();
    const hasKey = async () => {
      const keys = await knex('refresh_keys').where({
        key: 'openchoreo:rejected-claims',
      });
      return keys.length > 0;
    };
    while (!(await hasKey())) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await catalog.stop();
    units.problems.clear();

    await start(units, keepNames);
    await waitForProblem(units, 'names this component');
    units.set(anAcceptingComponent());
    await catalog.waitFor(all => isJoined(all.get(ownRef)));
  });

  it('gives the component its own entity back when the catalog cannot take that of the file', async () => {
    const units = await startWithFile(anEntityOfTheName(), keepNames, {
      compareEveryMs: 600_000,
      handoverMs: 5_000,
    });
    await waitForProblem(units, 'names this component');
    // The catalog does not report that the file is unregistered.
    await unregister('info.yaml');
    units.set(anAcceptingComponent());
    await catalog.waitFor(all => !all.has(ownRef));
    await waitForOwn();
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it('forgets the rejected entity of a file that is unregistered', async () => {
    const units = await startWithFile(anEntityOfTheName(), keepNames);
    await waitForProblem(units, 'names this component');
    await unregister('info.yaml');
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it.each([
    { mode: 'all', isAccepted: true },
    { mode: 'none', isAccepted: false },
  ])(
    'accepts all claims or none with join: $mode',
    async ({ mode, isAccepted }) => {
      const units = aPlatform();
      await start(units, { join: mode });
      await register('info.yaml', aFileEntity({ owner: 'mallory' }));
      await catalog.waitFor(
        all => all.has(fileRef) && isJoined(all.get(fileRef)) === isAccepted,
      );
      await catalog.waitFor(all => all.has(ownRef) !== isAccepted);
    },
  );
}

describe('joined entities on SQLite', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  defineJoinTests(() => {
    const directory = mkdtempSync(join(tmpdir(), 'sqlite-'));
    folders.push(directory);
    return { client: 'better-sqlite3', connection: { directory } };
  });
});

describeWithPostgres('joined entities on PostgreSQL', postgres => {
  defineJoinTests(() => postgres().newDatabase());
});
