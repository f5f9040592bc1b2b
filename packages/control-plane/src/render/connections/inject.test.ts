import {
  backendBinding,
  backendConnection,
  findPeerIn,
  mainContainerEnv,
  managedResource,
  renderConnectionCase,
} from '../../test/__testUtils__/rendering/connection-case';
import { renderCase } from '../../test/__testUtils__/rendering/service-case';

const setting = (...names: string[]) => ({
  ...backendConnection(),
  inject: { env: names.map(name => ({ name, value: '{{ .port }}' })) },
});

describe('the variables that a connection injects', () => {
  it('are literal for an invalid template, with a warning', () => {
    const result = renderConnectionCase(backendConnection(), {
      value: '{{ .host',
    });
    expect(mainContainerEnv(result)).toEqual([
      { name: 'STORE', value: '{{ .host' },
    ]);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.store.inject.env[STORE].value',
      }),
    ]);
  });

  it.each([
    [
      'a component',
      backendConnection(),
      'host, port, scheme, basePath, uri, url',
    ],
    [
      'an external host',
      { type: 'external', external: { host: 'store.test', port: 443 } },
      'host, port, scheme, basePath, uri, url',
    ],
    [
      'a managed resource',
      { type: 'managed', managed: { resource: 'orders' } },
      'host, port, database, scheme, basePath, uri, url',
    ],
  ])(
    'with a field that %s does not have are a warning',
    (_, connection, fields) => {
      const result = renderConnectionCase(connection, {
        value: 'http://{{ .hostname }}',
        findManagedResource: () =>
          managedResource({ values: { database: 'orders' } }),
      });
      expect(mainContainerEnv(result)).toEqual([
        { name: 'STORE', value: 'http://<no value>' },
      ]);
      expect(result.problems).toEqual([
        {
          severity: 'Warning',
          reason: 'InvalidConfiguration',
          field: 'spec.workloadSpec.connections.store.inject.env[STORE].value',
          message: `"hostname" does not exist and prints <no value>; the fields are: ${fields}`,
        },
      ]);
    },
  );

  it.each([
    ['nothing is written, as Go leaves it out', undefined, { name: 'STORE' }],
    [
      'a value that the class has stays',
      [{ name: 'STORE', value: 'of the class' }],
      { name: 'STORE', value: 'of the class' },
    ],
  ])('with an empty value: %s', (_, env, expected) => {
    const result = renderConnectionCase(backendConnection(), {
      value: '{{ .basePath }}',
      serviceClass: {
        deploymentTemplate: {
          template: { spec: { containers: [{ name: 'main', env }] } },
        },
      },
    });
    expect(mainContainerEnv(result)).toEqual([expected]);
  });

  it('have the value of the last of two connections that set them, with a warning', () => {
    const external = {
      type: 'external',
      external: { host: 'a.test', port: 1 },
    };
    const result = renderCase({
      workload: {
        connections: {
          b: {
            ...external,
            inject: { env: [{ name: 'PORT', value: '{{ .port }}' }] },
          },
          a: setting('PORT', 'OWN'),
        },
      },
      findPeer: findPeerIn(backendBinding('shop')),
    });
    expect(mainContainerEnv(result)).toEqual([
      { name: 'OWN', value: '8080' },
      { name: 'PORT', value: '1' },
    ]);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.b.inject.env[PORT]',
        message: expect.stringContaining('connection "a" sets the variable'),
      }),
    ]);
  });
});
