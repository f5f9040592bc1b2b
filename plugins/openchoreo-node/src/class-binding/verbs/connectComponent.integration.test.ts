import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { workloadKind } from '@promenade/openchoreo-model';
import { ana, ComponentPlatform } from '../../__testUtils__/ComponentPlatform';

jest.setTimeout(60_000);

describe('connect-component', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });
  afterAll(() => platform.stop());

  const connect = (input: object) =>
    platform.openChoreo.verbs.execute(
      verbs.connectComponent,
      { ...platform.inDevelopment('consumer'), target: 'peer', ...input },
      ana,
    );
  const connections = async () =>
    (await platform.read(workloadKind, 'consumer')).spec.connections;

  beforeAll(async () => {
    await platform.createComponent('consumer', {
      environmentVariables: [{ key: 'TAKEN', value: 'x' }],
    });
    await platform.createComponent('peer', { port: 8080 });
    await platform.createComponent('many', {
      endpoints: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
      ],
    });
    await platform.createComponent('distant', {
      project: 'depot',
      endpoints: [
        { name: 'inner', port: 1 },
        { name: 'outer', port: 2, exposure: 'Organization' },
      ],
    });
  });

  it('gives the address in a variable, and changes nothing the second time', async () => {
    const { connection, changes } = await connect({});
    expect(connection).toBe('peer');
    expect(changes).toContainEqual({
      area: 'connections',
      path: 'peer',
      after: 'api to peer / http, gives PEER_URL',
    });
    expect(await connections()).toEqual({
      peer: {
        type: 'api',
        params: { componentName: 'peer', endpoint: 'http' },
        inject: { env: [{ name: 'PEER_URL', value: '{{ .url }}' }] },
      },
    });
    const versions = await platform.versionsOf('consumer');
    expect((await connect({})).changes).toEqual([]);
    expect(await platform.versionsOf('consumer')).toEqual(versions);
  });

  it('connects to what another project exposes, and only to that', async () => {
    await connect({ target: 'distant' });
    expect(await connections()).toMatchObject({
      distant: {
        params: {
          projectName: 'depot',
          componentName: 'distant',
          endpoint: 'outer',
        },
      },
    });
    await expect(
      connect({ target: 'distant', endpoint: 'inner' }),
    ).rejects.toThrow(
      /endpoint: inner of distant is visible only inside the project depot/,
    );
  });

  it('removes a connection, and changes nothing the second time', async () => {
    expect((await connect({ remove: true })).changes).not.toEqual([]);
    expect(await connections()).not.toHaveProperty('peer');
    expect((await connect({ remove: true })).changes).toEqual([]);
  });

  it.each([
    ['itself', { target: 'consumer' }, /target: consumer cannot connect to/],
    ['no component', { target: 'nobody' }, /target: the component nobody/],
    [
      'an unknown endpoint',
      { endpoint: 'none' },
      /endpoint: peer has no endpoint none\. Its endpoints: http/,
    ],
    [
      'one of several endpoints',
      { target: 'many' },
      /endpoint: many has several endpoints\. Choose one of: a, b/,
    ],
    [
      'a variable that is taken',
      { variables: [{ key: 'TAKEN', value: '{{ .url }}' }] },
      /variables\.0\.key: TAKEN is a variable of the container already/,
    ],
    [
      'an unknown value',
      { variables: [{ key: 'A', value: '{{ .adress }}' }] },
      /variables\.0\.value: there is no value adress/,
    ],
  ])('rejects a connection to %s', async (_, input, message) => {
    await expect(connect(input)).rejects.toThrow(message);
  });
});
