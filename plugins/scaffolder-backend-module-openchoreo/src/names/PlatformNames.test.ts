import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { catalogOf } from '../__testUtils__/catalogOf';
import { PlatformNames } from './PlatformNames';

describe('PlatformNames', () => {
  const user = mockCredentials.user();
  const names = new PlatformNames(catalogOf('acme'), user);

  it('takes a project by its entity ref, whatever the entity is called', async () => {
    expect(await names.project('system:default/tram', undefined)).toEqual({
      organization: 'acme',
      project: 'tram',
    });
  });

  it('takes a project by its plain name with the organization', async () => {
    const tram = { organization: 'acme', project: 'tram' };
    expect(await names.project('tram', 'acme')).toEqual(tram);
    expect(await names.project('tram', 'domain:acme/acme')).toEqual(tram);
  });

  it('takes a component with the project that it says', async () => {
    expect(await names.component('component:acme/alerts', undefined)).toEqual({
      organization: 'acme',
      project: 'tram',
      component: 'alerts',
    });
  });

  it('takes a ref without its kind', async () => {
    expect(await names.component('acme/alerts', undefined)).toMatchObject({
      component: 'alerts',
    });
  });

  it('takes environments, pipelines and organizations by either', async () => {
    expect(await names.environment('staging', 'acme')).toBe('staging');
    expect(
      await names.environment('resource:default/environment-staging', 'acme'),
    ).toBe('staging');
    expect(
      await names.deploymentPipeline(
        'resource:default/deployment-pipeline-default',
        'acme',
      ),
    ).toBe('default');
    expect(await names.organization('domain:default/default')).toBe('acme');
    expect(await names.organization('other')).toBe('other');
  });

  it('takes what is shared, and refuses what another organization has', async () => {
    const shared = new PlatformNames(catalogOf('default'), user);
    const staging = 'resource:default/environment-staging';
    expect(await shared.environment(staging, 'acme')).toBe('staging');
    await expect(names.environment(staging, 'other')).rejects.toThrow(
      `${staging} belongs to acme, and other cannot use it. Choose one of other or of default`,
    );
  });

  it('asks for the organization of a plain name', async () => {
    await expect(names.project('tram', undefined)).rejects.toThrow(
      'Say which organization the project tram belongs to, in the input organization, or give its entity ref',
    );
  });

  it('says what the catalog does not have, or does not show', async () => {
    await expect(names.project('moon', 'acme')).rejects.toThrow(
      'The catalog has no project system:acme/moon, or you may not see it. Choose another one',
    );
  });

  it('refuses an entity of another kind', async () => {
    await expect(
      names.project('component:acme/alerts', undefined),
    ).rejects.toThrow('component:acme/alerts is no project of OpenChoreo');
    await expect(
      names.environment('resource:acme/deployment-pipeline-default', 'acme'),
    ).rejects.toThrow('is no environment of OpenChoreo');
  });

  it('refuses what is neither name nor ref', async () => {
    await expect(names.project('a:b:c/', undefined)).rejects.toThrow(
      '"a:b:c/" is neither a name nor an entity ref',
    );
  });

  it('asks the catalog as the user', async () => {
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async () => undefined,
    });
    await expect(
      new PlatformNames(catalog, user).project('tram', 'acme'),
    ).rejects.toThrow('you may not see it');
    expect(catalog.getEntityByRef).toHaveBeenCalledWith('system:acme/tram', {
      credentials: user,
    });
  });
});
