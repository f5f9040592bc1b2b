import { mockServices } from '@backstage/backend-test-utils';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { defaults } from '../__testUtils__/translate';
import {
  aComponent,
  anOrganization,
  anOwner,
  aProject,
} from '../__testUtils__/units';
import { CatalogReader } from './CatalogReader';

jest.setTimeout(60_000);

const shopTeam = 'group:default/shop-team';
const projectId = 'project:acme/shop';
const annotation = 'metadata.annotations["openchoreo.dev/owner"]';

/** A project that names an owner, and components that have it by the project. */
function aShop(...components: string[]): InMemoryUnits {
  const source = new InMemoryUnits();
  const owners = [anOwner('shop-team', 'Project', 'shop')];
  source.set(
    anOrganization(),
    aProject({ owners }),
    ...components.map(name => aComponent(name, { owners })),
  );
  return source;
}

describe('owners that the catalog does not have', () => {
  let catalog: TestCatalog;

  beforeEach(async () => {
    catalog = await TestCatalog.start();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await catalog.stop();
  });

  const addTeam = () =>
    catalog.addHostEntities({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: 'shop-team',
        annotations: {
          'backstage.io/managed-by-location': 'host:entities',
          'backstage.io/managed-by-origin-location': 'host:entities',
        },
      },
      spec: { type: 'team', children: [] },
    });

  it('are reported for the resource that names them after two comparisons, until the catalog has them', async () => {
    const source = aShop('c0', 'c1');
    const provider = await catalog.connect(source);
    await provider.sync();
    await provider.sync();
    expect([...source.problems]).toEqual([
      [
        projectId,
        `${annotation}: The catalog does not have the owner ${shopTeam}. Add it to the catalog, or correct the annotation`,
      ],
    ]);
    const entities = await catalog.waitFor(all => all.has('system:acme/shop'));
    expect(entities.get('system:acme/shop')?.spec?.owner).toBe(shopTeam);

    await addTeam();
    await catalog.waitFor(all => all.has(shopTeam));
    await provider.sync();
    expect(source.problems).toEqual(new Map());
  });

  it('are not reported when the second comparison finds them', async () => {
    const source = aShop();
    const report = jest.spyOn(source, 'report');
    const provider = await catalog.connect(source);
    await catalog.waitFor(all => all.has('system:acme/shop'));
    await addTeam();
    await catalog.waitFor(all => all.has(shopTeam));
    await provider.sync();
    expect(report).not.toHaveBeenCalled();
  });

  it('are resolved at once when the resource names another owner or none', async () => {
    const source = aShop();
    const provider = await catalog.connect(source);
    await provider.sync();
    await provider.sync();
    expect(source.problems.has(projectId)).toBe(true);

    source.set(aProject());
    await catalog.waitFor(() => source.problems.size === 0);
  });

  it('are looked up together, each once for a comparison', async () => {
    const lookUp = jest.spyOn(CatalogReader.prototype, 'missingRefs');
    const source = aShop();
    for (let i = 0; i < 10; i++) {
      const owners = [anOwner('shop-team', 'Component', `c${i}`)];
      source.set(aComponent(`c${i}`, { owners }));
    }
    const provider = await catalog.connect(source);
    await provider.sync();
    lookUp.mockClear();
    await provider.sync();
    expect(lookUp.mock.calls).toEqual([[[shopTeam, defaults.defaultOwner]]]);
  });

  it('are logged once each, however many resources name them', async () => {
    const logger = mockServices.logger.mock();
    const source = aShop();
    for (const name of ['c0', 'c1', 'c2']) {
      const owners = [anOwner('shop-team', 'Component', name)];
      source.set(aComponent(name, { owners }));
    }
    const provider = await catalog.connect(source, { logger });
    for (let comparison = 1; comparison <= 4; comparison++) {
      await provider.sync();
    }
    expect(source.problems.size).toBe(4);
    const warnings = logger.warn.mock.calls.filter(([message]) =>
      message.includes(shopTeam),
    );
    expect(warnings).toEqual([
      [
        `The catalog does not have the owner ${shopTeam}, which 4 resources name, such as ${projectId}. Add it to the catalog, or correct their annotations`,
      ],
    ]);
  });

  it('are logged once if it is the default owner', async () => {
    const logger = mockServices.logger.mock();
    const provider = await catalog.connect(aShop(), { logger });
    for (let comparison = 1; comparison <= 4; comparison++) {
      await provider.sync();
    }
    const warnings = logger.warn.mock.calls.filter(([message]) =>
      message.includes('the default owner group:default/platform'),
    );
    expect(warnings).toHaveLength(1);
  });

  it('stay reported while the catalog cannot be read', async () => {
    const source = aShop();
    const provider = await catalog.connect(source);
    await provider.sync();
    await provider.sync();
    const lookUp = jest
      .spyOn(CatalogReader.prototype, 'missingRefs')
      .mockRejectedValue(new Error('the database is away'));
    await provider.sync();
    expect(lookUp).toHaveBeenCalled();
    expect(source.problems.has(projectId)).toBe(true);
  });
});
