import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogBackend } from './__testUtils__/CatalogBackend';
import { InMemoryUnits } from './__testUtils__/InMemoryUnits';
import { startReplica } from './__testUtils__/startReplica';
import {
  aClass,
  aComponent,
  aDataPlane,
  aManagedResource,
  anApi,
  anEndpoint,
  anEnvironment,
  anOrganization,
  aPipeline,
  aProject,
} from './__testUtils__/units';

jest.setTimeout(120_000);

/** The kinds of Backstage that the module uses, with the version of each. */
const kindsOfBackstage = [
  'backstage.io/v1alpha1 Domain',
  'backstage.io/v1alpha1 System',
  'backstage.io/v1alpha1 Component',
  'backstage.io/v1alpha1 API',
  'backstage.io/v1alpha1 Resource',
  'scaffolder.backstage.io/v1beta3 Template',
];

/** The units of a component `orders` with an API, in an organization. */
const aShop = (organization: string) => [
  anOrganization(organization),
  aProject({ organization }),
  aComponent('orders', { organization, endpoints: [anEndpoint('orders')] }),
];

const refsOf = (organization: string) => [
  `domain:${organization}/${organization}`,
  `system:${organization}/shop`,
  `component:${organization}/orders`,
  `api:${organization}/orders.api`,
];

describe('the catalog module', () => {
  let catalog: CatalogBackend;
  let units: InMemoryUnits;

  beforeEach(() => {
    units = new InMemoryUnits();
  });

  afterEach(() => catalog.stop());

  it('keeps the APIs of a component when one of the same name in another organization loses its own', async () => {
    const [organization, project, component] = aShop('globex');
    units.set(...aShop('acme'), organization, project, component);
    catalog = await startReplica({ units });
    await catalog.waitForRefs(...refsOf('acme'), ...refsOf('globex'));

    const withoutApi = aComponent('orders', { organization: 'globex' });
    units.set(withoutApi);
    await catalog.waitForRefs(
      ...refsOf('acme'),
      ...refsOf('globex').slice(0, -1),
    );
    units.deleteSeen(withoutApi);
    await catalog.waitForRefs(
      ...refsOf('acme'),
      ...refsOf('globex').slice(0, -2),
    );
  });

  it('has an API for each endpoint of each workload of a component', async () => {
    const [organization, project] = aShop('acme');
    const endpoints = ['first', 'second'].map(workload =>
      anEndpoint(workload, { name: workload }),
    );
    units.set(organization, project, aComponent('orders', { endpoints }));
    catalog = await startReplica({ units });
    await catalog.waitForRefs(
      ...refsOf('acme').slice(0, -1),
      'api:acme/orders.first',
      'api:acme/orders.second',
    );
  });

  it('uses kinds of Backstage only, each with an owner, and logs no warning while they are processed', async () => {
    units.set(
      ...aShop('acme'),
      anApi('books', 'orders'),
      anEnvironment('development', { organization: 'acme', name: 'local' }),
      aDataPlane('local'),
      aPipeline('development'),
      aManagedResource('ledger', { project: 'shop' }),
      aClass('stateful'),
    );
    catalog = await startReplica({
      units,
      config: { providers: { openchoreo: { templates: false } } },
    });
    const entities = await catalog.waitFor(all => all.size === 10);
    for (const { apiVersion, kind, spec } of entities.values()) {
      expect(kindsOfBackstage).toContain(`${apiVersion} ${kind}`);
      expect(spec?.owner).toBe('group:default/platform');
    }
    const knex = await catalog.access.database.getClient();
    const nextUpdates = async (): Promise<Map<string, string>> => {
      const rows = await knex('refresh_state').select(
        'entity_ref',
        'next_update_at',
      );
      return new Map(
        rows.map(row => [row.entity_ref, String(row.next_update_at)]),
      );
    };
    // Each entity is processed at least once more.
    const before = await nextUpdates();
    for (;;) {
      const now = await nextUpdates();
      if ([...before].every(([ref, time]) => now.get(ref) !== time)) break;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(
      catalog.log.filter(({ level }) => level === 'warn' || level === 'error'),
    ).toEqual([]);
  });
});

describe('the page on robustness', () => {
  // Tests run in a clone only.
  // eslint-disable-next-line no-restricted-syntax
  const root = join(__dirname, '../../..');
  const page = readFileSync(
    join(root, 'docs/reference/catalog-robustness.md'),
    'utf8',
  );
  const tests = [...page.matchAll(/`([^`]+\.test\.tsx?)`: "([^"]+)"/g)].map(
    ([, path, title]) => [path, title],
  );

  it('names tests', () => {
    expect(tests.length).toBeGreaterThan(0);
  });

  it.each(tests)('names a test of %s: %s', (path, title) => {
    const file = path.startsWith('packages/') ? path : join('plugins', path);
    expect(readFileSync(join(root, file), 'utf8')).toContain(`it('${title}'`);
  });
});
