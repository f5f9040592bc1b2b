import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { limitRequests } from './limitRequests';

const options = { credentials: mockCredentials.service() };
const never = new Promise<never>(() => {});
const problem = 'The catalog has not responded within 0.02 s';

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'a', namespace: 'default' },
};

async function readNames(
  catalog: Pick<ReturnType<typeof limitRequests>, 'streamEntities'>,
) {
  const names: string[] = [];
  for await (const page of catalog.streamEntities({}, options)) {
    names.push(...page.map(({ metadata }) => metadata.name));
  }
  return names;
}

describe('limitRequests', () => {
  it('passes responses and errors on', async () => {
    const catalog = limitRequests(
      catalogServiceMock({ entities: [component] }),
    );
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: ['component:default/a', 'component:default/b'] },
      options,
    );
    expect(items.map(item => item?.metadata.name)).toEqual(['a', undefined]);
    expect((await catalog.queryEntities({}, options)).totalItems).toBe(1);
    expect(await readNames(catalog)).toEqual(['a']);

    const failing = catalogServiceMock.mock();
    failing.queryEntities.mockRejectedValue(new Error('no database'));
    await expect(
      limitRequests(failing).queryEntities({}, options),
    ).rejects.toThrow('no database');
  });

  it('rejects a request without a response in time', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntitiesByRefs.mockReturnValue(never);
    catalog.getEntityFacets.mockReturnValue(never);
    catalog.queryEntities.mockReturnValue(never);
    const limited = limitRequests(catalog, 20);
    await expect(
      limited.getEntitiesByRefs({ entityRefs: [] }, options),
    ).rejects.toThrow(problem);
    await expect(
      limited.getEntityFacets({ facets: [] }, options),
    ).rejects.toThrow(problem);
    await expect(limited.queryEntities({}, options)).rejects.toThrow(problem);
  });

  it('rejects a stream whose next page does not come in time', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.streamEntities.mockImplementation(async function* stream() {
      yield [component];
      await never;
    });
    await expect(readNames(limitRequests(catalog, 20))).rejects.toThrow(
      problem,
    );
  });
});
