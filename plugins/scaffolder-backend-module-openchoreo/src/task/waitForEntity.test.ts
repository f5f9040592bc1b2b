import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { waitForEntity } from './waitForEntity';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'alerts' },
};

describe('waitForEntity', () => {
  const credentials = mockCredentials.user();
  const ref = 'component:default/alerts';
  const options = () => ({
    credentials,
    logger: mockServices.logger.mock(),
    signal: undefined,
  });

  it('ends as soon as the catalog shows the entity to the user', async () => {
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
    expect(asked.logger.info).toHaveBeenCalledWith(`The catalog shows ${ref}`);
  });

  it('is no failure when the catalog does not show it in time', async () => {
    const asked = options();
    await waitForEntity(catalogServiceMock(), ref, { ...asked, patience: 1 });
    expect(asked.logger.warn).toHaveBeenCalledWith(
      `The catalog does not show ${ref} yet. It will by itself, if you may see it`,
    );
  });

  it('is no failure when the catalog cannot be asked', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef.mockRejectedValue(new Error('It sleeps'));
    const asked = options();
    await waitForEntity(catalog, ref, asked);
    expect(asked.logger.warn).toHaveBeenCalledWith(
      `The catalog cannot be asked for ${ref}: Error: It sleeps`,
    );
  });

  it('ends when the task is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(
      waitForEntity(catalogServiceMock(), ref, { ...options(), signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
