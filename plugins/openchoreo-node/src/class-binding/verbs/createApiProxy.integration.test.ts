import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { apiKind, componentKind } from '@promenade/openchoreo-model';
import { ana, ComponentPlatform } from '../../__testUtils__/ComponentPlatform';

jest.setTimeout(60_000);

describe('create-api-proxy', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });
  afterAll(() => platform.stop());

  const input = {
    project: 'shop',
    name: 'weather',
    url: 'https://api.weather.test/v2',
    basePath: '/weather',
    exposure: 'Public' as const,
    idempotencyKey: 'weather',
  };
  const createProxy = (given: object = {}) =>
    platform.openChoreo.verbs.execute(
      verbs.createApiProxy,
      { organization: platform.organization, ...input, ...given },
      ana,
    );

  it('creates a component and its API once, and takes both back', async () => {
    const output = await createProxy();
    expect(output).toMatchObject({
      component: 'weather',
      environment: 'development',
    });
    expect(await createProxy()).toEqual(output);
    expect((await platform.read(apiKind, 'weather')).spec).toMatchObject({
      owner: { projectName: 'shop', componentName: 'weather' },
      environmentName: 'development',
      type: 'REST',
      rest: {
        backend: {
          port: 443,
          basePath: '/weather',
          target: { url: 'https://api.weather.test/v2' },
        },
        exposeLevels: ['Organization', 'Public'],
      },
    });
    await platform.openChoreo.verbs.undo(verbs.createApiProxy, {
      organization: platform.organization,
      ...input,
    });
    expect(await platform.find(componentKind, 'weather')).toBeUndefined();
  });

  it.each([
    ['no URL', { url: 'weather.test' }, /url: is not the URL of a backend/],
    ['credentials', { url: 'https://a:b@c.test' }, /url: has credentials/],
    [
      'an unknown environment',
      { environment: 'moon' },
      /environment: the Environment moon does not exist/,
    ],
  ])('rejects %s, before anything is created', async (_, given, message) => {
    await expect(createProxy({ name: 'wrong', ...given })).rejects.toThrow(
      message,
    );
    expect(await platform.find(componentKind, 'wrong')).toBeUndefined();
  });
});
