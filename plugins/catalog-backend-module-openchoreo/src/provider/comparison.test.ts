import type { Entity } from '@backstage/catalog-model';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { aComponent, anOrganization, aProject } from '../__testUtils__/units';
import { soleWriter } from '../lease/WriterLease';
import { CatalogReader } from './CatalogReader';
import { limitRequests } from './limitRequests';

jest.setTimeout(60_000);

const refs = ['domain:acme/acme', 'system:acme/shop', 'component:acme/c0'];

const aShop = (): InMemoryUnits => {
  const source = new InMemoryUnits();
  source.set(anOrganization(), aProject(), aComponent('c0'));
  return source;
};

/** A stream whose first page never comes. */
async function* endless(): AsyncGenerator<Entity[]> {
  await new Promise(() => {});
}

describe('a comparison with the catalog', () => {
  let catalog: TestCatalog;

  beforeEach(async () => {
    catalog = await TestCatalog.start();
  });

  afterEach(() => catalog.stop());

  const addedSince = (mutations: number) =>
    catalog.mutations.slice(mutations).flatMap(mutation => {
      if (mutation.type !== 'delta') throw new Error('a full mutation');
      return mutation.added.map(({ entity }) => entity.metadata.name);
    });

  it('sends nothing that the catalog has, and everything each sixth time', async () => {
    const provider = await catalog.connect(aShop());
    await catalog.waitForRefs(...refs);
    const sent = catalog.mutations.length;
    for (let comparison = 2; comparison <= 6; comparison += 1) {
      await provider.sync();
    }
    expect(catalog.mutations).toHaveLength(sent);
    await provider.sync();
    expect(addedSince(sent).sort()).toEqual(['acme', 'c0', 'shop']);
  });

  it('is repeated when the catalog does not respond', async () => {
    await catalog.connect(aShop(), {
      catalog: catalog.readerWith(requests => {
        let isFirst = true;
        return limitRequests(
          {
            ...requests,
            streamEntities: (request, options) => {
              const pages = requests.streamEntities(request, options);
              if (!isFirst) return pages;
              isFirst = false;
              return endless();
            },
          },
          100,
        );
      }),
    });
    await catalog.waitForRefs(...refs);
  });

  it('does not delay a change that came before it', async () => {
    const source = aShop();
    let respond = () => {};
    let isHeld = false;
    const provider = await catalog.connect(source, {
      catalog: catalog.readerWith(requests => ({
        ...requests,
        getEntityFacets: async (request, options) => {
          if (isHeld) {
            await new Promise<void>(resolve => {
              respond = resolve;
            });
          }
          return requests.getEntityFacets(request, options);
        },
      })),
    });
    await catalog.waitForRefs(...refs);
    await provider.sync();
    isHeld = true;
    source.set(aComponent('c0', { description: 'changed' }));
    const comparison = provider.sync();
    await catalog.waitFor(
      all => all.get('component:acme/c0')?.metadata.description === 'changed',
    );
    isHeld = false;
    respond();
    await comparison;
  });

  it('sends everything when another instance may have written', async () => {
    let acquireLease = () => {};
    const provider = await catalog.connect(aShop(), {
      lease: {
        ...soleWriter,
        start: onAcquired => {
          acquireLease = onAcquired;
        },
      },
    });
    await catalog.waitForRefs(...refs);
    const sent = catalog.mutations.length;
    await provider.sync();
    expect(catalog.mutations).toHaveLength(sent);
    acquireLease();
    await provider.sync();
    expect(addedSince(sent).sort()).toEqual(['acme', 'c0', 'shop']);
  });

  it('sends what the catalog has lost', async () => {
    const source = aShop();
    source.set(aComponent('c1'));
    const provider = await catalog.connect(source);
    await catalog.waitForRefs(...refs, 'component:acme/c1');
    await provider.sync();
    const sent = catalog.mutations.length;
    await catalog.unregister('component:acme/c1');
    await provider.sync();
    expect(addedSince(sent)).toEqual(['c1']);
    await catalog.waitForRefs(...refs, 'component:acme/c1');
  });

  it('removes what came into the catalog since the last one and no unit wants', async () => {
    const provider = await catalog.connect(aShop());
    await catalog.waitForRefs(...refs);
    await provider.sync();
    const otherUnits = aShop();
    otherUnits.set(aComponent('c9'));
    const other = await catalog.connectOther(otherUnits);
    await catalog.waitForRefs(...refs, 'component:acme/c9');
    await other.stop();
    await provider.sync();
    await catalog.waitForRefs(...refs);
  });

  it('sends a unit again whose mutation was applied although the catalog reported an error', async () => {
    const source = aShop();
    const provider = await catalog.connect(source, { retryMs: 60_000 });
    await catalog.waitForRefs(...refs);
    catalog.isAnswerLost = true;
    source.set(aComponent('c0', { description: 'new' }));
    await catalog.waitFor(
      entities =>
        entities.get('component:acme/c0')?.metadata.description === 'new',
    );
    catalog.isAnswerLost = false;
    source.set(aComponent('c0'));
    await catalog.waitFor(
      entities =>
        entities.get('component:acme/c0')?.metadata.description === undefined,
    );
    expect(provider.report().writeProblem).toBeUndefined();
  });

  it('resolves the problem of a unit that becomes what it was before', async () => {
    const source = aShop();
    await catalog.connect(source);
    await catalog.waitForRefs(...refs);
    source.setFailing(aComponent('c0'));
    await catalog.waitFor(() => source.problems.has('component:acme/c0'));
    source.setFailing(aComponent('c0'), false);
    await catalog.waitFor(() => !source.problems.has('component:acme/c0'));
  });
});

describe('a check of the number of entities', () => {
  let catalog: TestCatalog;

  beforeEach(async () => {
    catalog = await TestCatalog.start();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await catalog.stop();
  });

  /** Checks the numbers of entities one after another. @returns how many comparisons are requested */
  const check = async (...counts: number[]): Promise<number> => {
    const remaining: number[] = [];
    const count = jest
      .spyOn(CatalogReader.prototype, 'count')
      .mockImplementation(async () => remaining.shift() ?? refs.length);
    const waitForChecks = (number: number) => {
      const target = count.mock.calls.length + number;
      return catalog.waitFor(() => count.mock.calls.length >= target);
    };
    const provider = await catalog.connect(aShop(), { checkEveryMs: 20 });
    await catalog.waitForRefs(...refs);
    await waitForChecks(2);
    const request = jest.spyOn(provider, 'requestComparison');
    remaining.push(...counts);
    await waitForChecks(counts.length + 1);
    return request.mock.calls.length;
  };

  it('is followed by one comparison for the same difference', async () => {
    expect(await check(2, 2, 2)).toBe(1);
  });

  it('is followed by a comparison for each greater difference', async () => {
    expect(await check(2, 1, 0)).toBe(3);
  });

  it('is followed by none while a catalog that is behind gets nearer', async () => {
    expect(await check(0, 1, 2, 3)).toBe(1);
  });

  it('is followed by a comparison when the catalog gets no nearer', async () => {
    expect(await check(1, 2, 2, 2)).toBe(2);
  });
});
