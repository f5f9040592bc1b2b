import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { waitForEntity } from './waitForEntity';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'alerts', uid: 'ours' },
};

describe('waitForEntity', () => {
  const credentials = mockCredentials.user();
  const ref = 'component:default/alerts';
  const options = () => ({
    isExpected: ({ metadata }: Entity) => metadata.uid === 'ours',
    credentials,
    logger: mockServices.logger.mock(),
    signal: undefined,
  });

  it('resolves when the catalog has the entity', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(entity);
    const asked = options();
    await waitForEntity(catalog, ref, asked);
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(2);
    expect(catalog.getEntityByRef).toHaveBeenLastCalledWith(ref, {
      credentials,
    });
    expect(asked.logger.info).toHaveBeenCalledWith(`The catalog has ${ref}`);
  });

  it('logs a warning when the catalog does not have it in time', async () => {
    const asked = options();
    await waitForEntity(catalogServiceMock(), ref, { ...asked, timeoutMs: 1 });
    expect(asked.logger.warn).toHaveBeenCalledWith(
      `The catalog does not have ${ref} yet, or you may not see it`,
    );
  });

  it('ignores another entity of the same name, and logs a warning', async () => {
    const other = { ...entity, metadata: { name: 'alerts', uid: 'theirs' } };
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockResolvedValue(other);
    const asked = options();
    await waitForEntity(catalog, ref, { ...asked, timeoutMs: 1 });
    expect(asked.logger.info).not.toHaveBeenCalled();
    expect(asked.logger.warn).toHaveBeenCalledWith(
      `The catalog has another entity ${ref}, which is not the created one. Remove it from the catalog`,
    );
  });

  it('waits until the control plane has prepared it', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockResolvedValue(entity);
    const isReady = jest.fn().mockReturnValueOnce(false).mockReturnValue(true);
    await waitForEntity(catalog, ref, { ...options(), isReady });
    expect(isReady).toHaveBeenCalledTimes(2);
    const asked = { ...options(), isReady: () => false };
    await waitForEntity(catalog, ref, { ...asked, timeoutMs: 1 });
    expect(asked.logger.warn).toHaveBeenCalledWith(
      `The control plane has not prepared ${ref} yet`,
    );
  });

  it('logs a warning when the catalog fails', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockRejectedValue(new Error('It sleeps'));
    const asked = options();
    await waitForEntity(catalog, ref, asked);
    expect(asked.logger.warn).toHaveBeenCalledWith(
      `Could not read ${ref} from the catalog: Error: It sleeps`,
    );
  });

  it('stops when the task is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(
      waitForEntity(catalogServiceMock(), ref, { ...options(), signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
