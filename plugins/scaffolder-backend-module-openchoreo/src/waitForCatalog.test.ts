import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  joinedAnnotation,
  openchoreoAnnotations,
  originLocation,
} from '@promenade/backstage-plugin-openchoreo-common';
import { waitForCatalog, type ExpectedCatalog } from './waitForCatalog';

/** An entity of the control plane, or else with the given annotations. */
const entityOf = (
  uid: string,
  annotations: Record<string, string> = {
    'backstage.io/managed-by-origin-location': originLocation,
  },
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'alerts',
    annotations: { ...annotations, [openchoreoAnnotations.uid]: uid },
  },
});

const ours = entityOf('ours');
const ref = 'component:default/alerts';
const credentials = mockCredentials.user();
const created: ExpectedCatalog = {
  present: [{ entityRef: ref, uid: 'ours' }],
  absent: [],
};
const deleted: ExpectedCatalog = { present: [], absent: [ref] };

/** A catalog that has one entity after another, and then the last one. */
function catalogWith(...entities: (Entity | undefined)[]) {
  const catalog = catalogServiceMock.mock();
  let index = 0;
  catalog.getEntitiesByRefs.mockImplementation(async () => {
    const items = [entities[Math.min(index, entities.length - 1)]];
    index += 1;
    return { items };
  });
  return catalog;
}

const options = () => ({
  credentials,
  logger: mockServices.logger.mock(),
  signal: undefined,
});

describe('waitForCatalog', () => {
  it('resolves when the catalog has the entity', async () => {
    const catalog = catalogWith(undefined, ours);
    const asked = options();
    await waitForCatalog(catalog, () => created, asked);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
    expect(catalog.getEntitiesByRefs).toHaveBeenLastCalledWith(
      expect.objectContaining({ entityRefs: [ref] }),
      { credentials },
    );
    expect(asked.logger.info.mock.calls).toEqual([
      ['Waiting until the catalog is up to date'],
      [`The catalog has ${ref}`],
    ]);
  });

  it('resolves when the catalog has the entity no more', async () => {
    const catalog = catalogWith(ours, ours, undefined);
    const asked = options();
    await waitForCatalog(catalog, () => deleted, asked);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(3);
    expect(asked.logger.info).toHaveBeenLastCalledWith(
      `The catalog has no ${ref} any more`,
    );
  });

  it('leaves an entity of another location that has the name of what was deleted', async () => {
    const theirs = entityOf('theirs', {});
    const asked = options();
    await waitForCatalog(catalogWith(theirs), () => deleted, asked);
    expect(asked.logger.warn).not.toHaveBeenCalled();
  });

  it.each([
    [
      'does not have the entity',
      undefined,
      created,
      `The catalog does not have ${ref} yet, or you may not see it`,
    ],
    [
      'still has the entity',
      ours,
      deleted,
      `The catalog still has ${ref}. What it stands for is deleted`,
    ],
    [
      'has another entity of the same name',
      entityOf('ours', {}),
      created,
      `The catalog has another entity ${ref}, which is not the created one. Remove it from the catalog`,
    ],
    [
      'has the entity of an earlier object',
      entityOf('earlier'),
      created,
      `The catalog has another entity ${ref}, which is not the created one. Remove it from the catalog`,
    ],
    [
      'has what is not prepared',
      ours,
      { ...created, unprepared: ref },
      `The control plane has not prepared ${ref} yet`,
    ],
  ])(
    'logs a warning when the catalog %s in time',
    async (_, entity, expected, warning) => {
      const asked = options();
      await waitForCatalog(catalogWith(entity), () => expected, {
        ...asked,
        timeoutMs: 1,
      });
      expect(asked.logger.warn).toHaveBeenCalledWith(warning);
      expect(asked.logger.info).not.toHaveBeenCalledWith(
        `The catalog has ${ref}`,
      );
    },
  );

  it('takes an entity of another location that has joined the component', async () => {
    const joined = entityOf('ours', { [joinedAnnotation]: 'acme/shop/alerts' });
    const asked = options();
    await waitForCatalog(catalogWith(joined), () => created, asked);
    expect(asked.logger.info).toHaveBeenCalledWith(`The catalog has ${ref}`);
  });

  it('waits until the control plane has prepared it', async () => {
    const expected = jest
      .fn<ExpectedCatalog, []>()
      .mockReturnValueOnce({ ...created, unprepared: ref })
      .mockReturnValue(created);
    const asked = options();
    await waitForCatalog(catalogWith(ours), expected, asked);
    expect(expected).toHaveBeenCalledTimes(2);
    expect(asked.logger.warn).not.toHaveBeenCalled();
  });

  it('logs a warning when the catalog fails', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntitiesByRefs.mockRejectedValue(new Error('It sleeps'));
    const asked = options();
    await waitForCatalog(catalog, () => created, asked);
    expect(asked.logger.warn).toHaveBeenCalledWith(
      'Could not read the catalog: Error: It sleeps',
    );
  });

  it('stops when the task is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(
      waitForCatalog(catalogWith(undefined), () => created, {
        ...options(),
        signal,
      }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
