import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { originLocation } from '@promenade/backstage-plugin-openchoreo-common';
import type { DeploymentUnit } from '@promenade/backstage-plugin-openchoreo-node';
import type { CatalogBackend } from './__testUtils__/CatalogBackend';
import { InMemoryUnits } from './__testUtils__/InMemoryUnits';
import { startReplica } from './__testUtils__/startReplica';
import { describeWithPostgres } from './__testUtils__/TestPostgres';
import {
  aComponent,
  aComponentType,
  aDataPlane,
  aDeployment,
  aManagedResource,
  anApi,
  anEndpoint,
  anEnvironment,
  anOrganization,
  anOwner,
  aPipeline,
  aProject,
} from './__testUtils__/units';

jest.setTimeout(300_000);

const hostOwner = 'group:default/host-team';
const defaultOwner = 'group:default/platform';

const hostComponent = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: {
      'backstage.io/managed-by-location': 'host:entities',
      'backstage.io/managed-by-origin-location': 'host:entities',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: hostOwner },
});

/** A component of the organization `default`, whose entity is in the usual namespace of the host. */
const x = aComponent('x', { organization: 'default' });
const xRef = 'component:default/x';

function aPlatform(): InMemoryUnits {
  const units = new InMemoryUnits();
  units.set(
    anOrganization(),
    aProject(),
    aComponent('orders', {
      endpoints: [anEndpoint('orders')],
      connections: {
        components: ['stock'],
        endpoints: [],
        managedResources: ['ledger'],
      },
    }),
    aComponent('stock', { apis: ['books'] }),
    anApi('books', 'stock'),
    anEnvironment('development', { organization: 'acme', name: 'local' }),
    aDataPlane('local'),
    aPipeline('development'),
    aManagedResource('ledger', { project: 'shop' }),
  );
  return units;
}

const platformRefs = [
  'domain:acme/acme',
  'system:acme/shop',
  'component:acme/orders',
  'component:acme/stock',
  'api:acme/orders.api',
  'api:acme/books',
  'resource:acme/environment-development',
  'resource:acme/data-plane-local',
  'resource:acme/deployment-pipeline-main',
  'resource:acme/managed-resource-ledger',
];

const ownerOf = (entities: Map<string, Entity>, ref: string) =>
  entities.get(ref)?.spec?.owner;

/** Whether it is reported that an entity of a file has the name of the component. */
const hasReport = (units: InMemoryUnits, target: string) =>
  Boolean(
    units.problems
      .get(xRef)
      ?.includes(`${xRef} already exists and belongs to file:${target}`),
  );

/** What holds for the catalog of a backend with one instance, whatever its database. */
function defineEntityTests(newDatabase: () => JsonObject): void {
  let catalog: CatalogBackend;
  let database: JsonObject;

  beforeEach(() => {
    database = newDatabase();
  });

  afterEach(() => catalog.stop());

  const start = async (
    units: InMemoryUnits,
    options: Partial<Parameters<typeof startReplica>[0]> = {},
  ) => {
    catalog = await startReplica({ database, units, ...options });
  };

  it('adds all entities with their relations, and follows what changed while it was stopped', async () => {
    const units = aPlatform();
    units.set(anApi('authors', 'stock'), anEnvironment('old', undefined));
    await start(units);
    await catalog.waitForRefs(
      'api:acme/authors',
      'resource:acme/environment-old',
      ...platformRefs,
    );
    const first = await catalog.waitFor(
      all => all.get('component:acme/orders')?.relations?.length === 5,
    );
    const relations = first
      .get('component:acme/orders')
      ?.relations?.map(({ type, targetRef }) => `${type} ${targetRef}`);
    expect(relations?.sort()).toEqual([
      'dependsOn component:acme/stock',
      'dependsOn resource:acme/managed-resource-ledger',
      `ownedBy ${defaultOwner}`,
      'partOf system:acme/shop',
      'providesApi api:acme/orders.api',
    ]);
    await catalog.stop();

    units.delete(anApi('authors', 'stock'), anEnvironment('old', undefined));
    units.delete(aPipeline('development'));
    units.delete(aComponent('orders'), aDataPlane('local'));
    units.delete(aManagedResource('ledger'));
    units.set(anEnvironment('development', undefined));
    units.set(aProject({ name: 'depot' }));
    units.set(aComponent('stock', { project: 'depot', description: 'Moved' }));
    units.set(
      aComponent('bills', { apis: ['books'] }),
      anApi('books', 'bills'),
    );
    await start(units);
    await catalog.waitForRefs(
      'domain:acme/acme',
      'system:acme/shop',
      'system:acme/depot',
      'component:acme/stock',
      'component:acme/bills',
      'api:acme/books',
      'resource:acme/environment-development',
    );
    const entities = await catalog.waitFor(
      all =>
        all.get('component:acme/stock')?.spec?.system === 'system:acme/depot',
    );
    expect(entities.get('component:acme/stock')?.metadata.description).toBe(
      'Moved',
    );
    await catalog.waitFor(all =>
      Boolean(
        all
          .get('api:acme/books')
          ?.relations?.some(
            ({ targetRef }) => targetRef === 'component:acme/bills',
          ),
      ),
    );
  });

  it('follows a component through its environments', async () => {
    const units = aPlatform();
    const ref = 'component:acme/stock';
    const stock = (deployments: DeploymentUnit[]) =>
      aComponent('stock', {
        definedBy: {
          type: 'component-type',
          organization: 'acme',
          name: 'web-app',
        },
        deployments,
        objectSelector: 'component-name=stock',
        annotations: { 'github.com/project-slug': 'acme/stock' },
        endpoints: [
          anEndpoint('stock', { version: 'v1', visibility: ['public'] }),
          anEndpoint('stock', { name: 'Api' }),
        ],
      });
    const development = aDeployment('development');
    units.set(aComponentType('web-app'), stock([]));
    await start(units, {
      config: {
        providers: {
          openchoreo: { templates: false, defaultLifecycle: 'planned' },
        },
      },
    });
    const lifecycles = (entities: Map<string, Entity>) =>
      [ref, 'api:acme/stock.api'].map(
        each => entities.get(each)?.spec?.lifecycle,
      );
    const waitForLifecycle = (lifecycle: string) =>
      catalog.waitFor(entities =>
        lifecycles(entities).every(each => each === lifecycle),
      );
    const relationsOf = (entities: Map<string, Entity>) =>
      entities
        .get(ref)
        ?.relations?.filter(({ type }) => type === 'dependsOn')
        .map(({ targetRef }) => targetRef)
        .sort();
    await waitForLifecycle('planned');

    units.set(stock([development]));
    await waitForLifecycle('experimental');

    units.set(stock([development, aDeployment('production')]));
    const promoted = await waitForLifecycle('production');
    expect(promoted.get(ref)?.metadata).toMatchObject({
      annotations: {
        'backstage.io/kubernetes-label-selector': 'component-name=stock',
        'github.com/project-slug': 'acme/stock',
      },
      links: [
        {
          url: 'https://development.example.test/api',
          title: 'api in development',
        },
        {
          url: 'https://production.example.test/api',
          title: 'api in production',
        },
      ],
    });
    expect(relationsOf(promoted)).toEqual([
      'resource:acme/component-type-web-app',
    ]);
    const apis = [...promoted.values()].filter(
      ({ metadata }) =>
        metadata.annotations?.['openchoreo.dev/component'] === 'stock' &&
        metadata.annotations['openchoreo.dev/endpoint'],
    );
    expect(
      apis
        .map(
          ({ metadata }) => metadata.annotations?.['openchoreo.dev/endpoint'],
        )
        .sort(),
    ).toEqual(['Api', 'api']);
    expect(promoted.has('resource:acme/component-type-web-app')).toBe(true);

    units.set(stock([development]));
    await waitForLifecycle('experimental');
    expect([...units.problems]).toEqual([]);
  });

  it('gives an entity whose owner is invalid to the default owner, and reports it', async () => {
    const units = aPlatform();
    const ref = 'component:acme/stock';
    const owned = (owner: string) =>
      aComponent('stock', { apis: ['books'], owners: [anOwner(owner)] });
    units.set(owned('user:default/ana bob'));
    await start(units);
    await catalog.waitForRefs(...platformRefs);
    expect(ownerOf(await catalog.entities(), ref)).toBe(defaultOwner);
    expect([...units.problems]).toEqual([
      [
        ref,
        `metadata.annotations["openchoreo.dev/owner"]: The owner "user:default/ana bob" is neither an entity ref nor the name of a group. The owner of the entity is ${defaultOwner} instead`,
      ],
    ]);

    units.set(owned('user:default/ana'));
    await catalog.waitFor(all => ownerOf(all, ref) === 'user:default/ana');
    expect([...units.problems]).toEqual([]);
  });

  it('restores an entity that somebody unregistered, at the next check', async () => {
    await start(aPlatform(), { times: { checkEveryMs: 500 } });
    await catalog.waitForRefs(...platformRefs);
    const uid = (await catalog.entities()).get('api:acme/books')?.metadata.uid;
    await catalog.unregister('api:acme/books');
    const entities = await catalog.waitFor(all => {
      const restored = all.get('api:acme/books')?.metadata.uid;
      return restored !== undefined && restored !== uid;
    });
    expect([...entities.keys()].sort()).toEqual([...platformRefs].sort());
  });

  it('restores an entity that the catalog lost, and reports it meanwhile', async () => {
    const units = aPlatform();
    await start(units, {
      times: { compareEveryMs: 500, lostAfterMs: 2_000 },
    });
    await catalog.waitForRefs(...platformRefs);
    await catalog.lose('component:acme/stock');
    await catalog.waitFor(() =>
      Boolean(
        units.problems
          .get('component:acme/stock')
          ?.includes('accepted the entity component:acme/stock'),
      ),
    );
    await catalog.waitForRefs(...platformRefs);
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it('keeps an entity of the host that has the name, reports it, and adds its own when the name is free', async () => {
    const units = aPlatform();
    await start(units, { times: { compareEveryMs: 500 } });
    await catalog.addHostEntities(hostComponent('x'));
    await catalog.waitForRefs(xRef, ...platformRefs);

    units.set(x);
    await catalog.waitFor(() => units.problems.size > 0);
    expect([...units.problems]).toEqual([
      [
        'component:default/x',
        `metadata.name: The entity ${xRef} already exists and belongs to host:entities. Rename one of the two`,
      ],
    ]);
    expect(ownerOf(await catalog.entities(), xRef)).toBe(hostOwner);

    await catalog.removeHostEntities(xRef);
    const entities = await catalog.waitFor(
      all => ownerOf(all, xRef) === defaultOwner,
    );
    expect([...entities.keys()].sort()).toEqual([xRef, ...platformRefs].sort());
    expect([...units.problems]).toEqual([]);
  });

  it('gives the name to an entity of the host that comes at the same time as the component', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'host-'));
    const target = join(folder, 'catalog-info.yaml');
    writeFileSync(target, JSON.stringify(hostComponent('x')));
    const units = aPlatform();
    units.set(x);
    await start(units, {
      config: { locations: [{ type: 'file', target }] },
      times: { compareAgainMs: 2_000 },
    });
    await catalog.waitFor(
      entities =>
        ownerOf(entities, xRef) === hostOwner && hasReport(units, target),
    );
    await catalog.waitForRefs(xRef, ...platformRefs);
    rmSync(folder, { recursive: true });
  });

  it('gives the name to an entity of the host that comes later, and has it again when that is gone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'host-'));
    const target = join(folder, 'catalog-info.yaml');
    const addToHost = (name: string) =>
      writeFileSync(target, JSON.stringify(hostComponent(name)));
    addToHost('other');
    const units = aPlatform();
    units.set(x);
    await start(units, {
      config: { locations: [{ type: 'file', target }] },
      times: { compareEveryMs: 500 },
    });
    await catalog.waitFor(
      entities =>
        entities.has('component:default/other') &&
        ownerOf(entities, xRef) === defaultOwner,
    );

    addToHost('x');
    await catalog.waitFor(
      entities =>
        ownerOf(entities, xRef) === hostOwner && hasReport(units, target),
    );

    addToHost('other');
    await catalog.waitFor(entities =>
      Boolean(
        entities.get(xRef)?.metadata.annotations?.['backstage.io/orphan'],
      ),
    );
    // As the cleanup of orphans does, which the scheduler of the test does not run.
    await catalog.unregister(xRef);
    await catalog.waitFor(entities => ownerOf(entities, xRef) === defaultOwner);
    await catalog.waitFor(() => units.problems.size === 0);
    rmSync(folder, { recursive: true });
  });

  it('takes the name back from a location whose entity the catalog does not take', async () => {
    const units = aPlatform();
    units.set(x);
    await start(units, {
      config: { processingInterval: { hours: 1 } },
      times: { handoverMs: 1_000, compareEveryMs: 500 },
    });
    await catalog.waitForRefs(xRef, ...platformRefs);
    await catalog.access.events.publish({
      topic: 'experimental.catalog.conflict',
      eventPayload: {
        entityRef: xRef,
        newLocationKey: 'url:https://gone.example.test/catalog-info.yaml',
        existingLocationKey: originLocation,
      },
    });
    await catalog.waitForRefs(...platformRefs);
    expect(units.problems.get(xRef)).toMatch('gone.example.test');
    await catalog.waitForRefs(xRef, ...platformRefs);
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it('is restored soon when a backend without the module has removed all entities', async () => {
    await start(aPlatform(), { times: { checkEveryMs: 500 } });
    await catalog.waitForRefs(...platformRefs);
    await catalog.waitFor(all => all.size === platformRefs.length);
    const knex = await catalog.access.database.getClient();
    // As `orphanProviderStrategy: delete` does when a backend without the provider starts.
    await knex('refresh_state_references')
      .where({ source_key: 'openchoreo' })
      .delete();
    for (const table of ['final_entities', 'search', 'refresh_state'])
      await knex(table).delete();
    await catalog.waitForRefs();
    await catalog.waitForRefs(...platformRefs);
  });

  it('keeps the entities of what cannot be read at its start, until it can', async () => {
    const units = aPlatform();
    await start(units);
    await catalog.waitForRefs(...platformRefs);
    await catalog.stop();

    // Components cannot be read at all, and one environment cannot be translated.
    units.setIncomplete('component');
    units.delete(aComponent('orders'), aComponent('stock'));
    units.setFailing(anEnvironment('development', undefined));
    units.set(aProject({ description: 'Read' }));
    await start(units, {
      times: { compareEveryMs: 200, confirmAfterMs: 100 },
    });
    const entities = await catalog.waitFor(
      all => all.get('system:acme/shop')?.metadata.description === 'Read',
    );
    expect([...entities.keys()].sort()).toEqual([...platformRefs].sort());
    expect(units.problems.get('environment:acme/development')).toMatch(
      'the adapter failed',
    );

    units.setComplete('component');
    const gone = /component:acme|orders\.api/;
    await catalog.waitForRefs(...platformRefs.filter(ref => !gone.test(ref)));
  });
}

describe('the entities of a catalog on SQLite', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  defineEntityTests(() => {
    const directory = mkdtempSync(join(tmpdir(), 'sqlite-'));
    folders.push(directory);
    return { client: 'better-sqlite3', connection: { directory } };
  });
});

describeWithPostgres('the entities of a catalog on PostgreSQL', postgres => {
  defineEntityTests(() => postgres().newDatabase());
});
