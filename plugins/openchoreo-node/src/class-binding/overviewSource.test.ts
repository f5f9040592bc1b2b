import type { ResourceReader } from '../cache/ResourceReader';
import { acme, seeAll } from '../__testUtils__/OverviewResources';

describe('the cost of an overview', () => {
  /** The number of objects that are read for an organization with components. */
  async function objectsRead(components: number): Promise<number> {
    const resources = acme();
    for (let index = 0; index < components; index += 1) {
      resources.component(`c${index}`, { development: 'Ready' });
    }
    let count = 0;
    const { store } = resources;
    const counting: ResourceReader = {
      get: (kind, key) => {
        count += 1;
        return store.get(kind, key);
      },
      list: kind => {
        const found = store.list(kind);
        count += found.length + 1;
        return found;
      },
      byIndex: (kind, index, value) => {
        const found = store.byIndex(kind, index, value);
        count += found.length + 1;
        return found;
      },
      newestFirst: (...parameters) => store.newestFirst(...parameters),
      rejected: of => store.rejected(of),
    };
    const { overviews } = resources.views(counting);
    await overviews.organization('acme', seeAll);
    await overviews.environment(
      { organization: 'default', name: 'development' },
      seeAll,
    );
    await overviews.dataPlane(
      { organization: 'default', name: 'default' },
      seeAll,
    );
    return count;
  }

  it('grows with the number of components, and not faster', async () => {
    const base = await objectsRead(0);
    const growth = (await objectsRead(100)) - base;
    expect((await objectsRead(200)) - base).toBeLessThan(2.1 * growth);
  });
});
