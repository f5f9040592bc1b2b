import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { ana, ComponentPlatform } from '../../__testUtils__/ComponentPlatform';

jest.setTimeout(60_000);

describe('apply-api', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });
  afterAll(() => platform.stop());

  const apply = (input: object) =>
    platform.openChoreo.verbs.execute(
      verbs.applyApi,
      { ...platform.inDevelopment('books'), endpoint: 'http', ...input },
      ana,
    );

  beforeAll(() =>
    platform.createComponent('books', { port: 8080, basePath: '/v1' }),
  );

  it('exposes an endpoint with policies, and keeps what is not given', async () => {
    const input = {
      exposure: 'Public',
      className: 'strict',
      operations: [{ path: '/books', method: 'GET' }],
    };
    const { changes } = await apply(input);
    expect(changes).toEqual(
      expect.arrayContaining([
        {
          area: 'exposure',
          path: 'API http',
          before: 'Project at /v1 on port 8080',
          after: 'Organization, Public at /v1 on port 8080',
        },
        {
          area: 'policies',
          path: 'API http: class',
          before: 'default',
          after: 'strict',
        },
      ]),
    );
    const versions = await platform.versionsOf('books');
    expect((await apply(input)).changes).toEqual([]);
    expect(await platform.versionsOf('books')).toEqual(versions);
  });

  it.each([
    ['an unknown endpoint', { endpoint: 'no' }, /books has no endpoint no/],
    ['an unknown class', { className: 'no' }, /the APIClass no does not/],
    [
      'a base path of an API without paths',
      { type: 'TCP', basePath: '/v1' },
      /basePath: an API of type TCP has none/,
    ],
  ])('rejects %s', async (_, input, message) => {
    await expect(apply(input)).rejects.toThrow(message);
  });
});
