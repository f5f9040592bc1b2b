import { renderCase } from '../../test/__testUtils__/rendering/service-case';
import {
  among,
  backend,
  connected,
  envOf,
  toBackend,
} from '../../test/__testUtils__/rendering/connection-case';

const setting = (...names: string[]) => ({
  ...toBackend(),
  inject: { env: names.map(name => ({ name, value: '{{ .port }}' })) },
});

describe('what a connection injects', () => {
  it('of a text that is no template is that text, with a warning', () => {
    const result = connected(toBackend(), { value: '{{ .host' });
    expect(envOf(result)).toEqual([{ name: 'STORE', value: '{{ .host' }]);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.store.inject.env[STORE].value',
      }),
    ]);
  });

  it.each([
    ['nothing is written, as Go leaves it out', undefined, { name: 'STORE' }],
    [
      'a value that the class has stays',
      [{ name: 'STORE', value: 'of the class' }],
      { name: 'STORE', value: 'of the class' },
    ],
  ])('where a text comes to nothing: %s', (_, env, expected) => {
    const result = connected(toBackend(), {
      value: '{{ .basePath }}',
      serviceClass: {
        deploymentTemplate: {
          template: { spec: { containers: [{ name: 'main', env }] } },
        },
      },
    });
    expect(envOf(result)).toEqual([expected]);
  });

  it('of two connections under one name is the value of the last by name, and both are named', () => {
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
      findPeer: among(backend('shop')),
    });
    expect(envOf(result)).toEqual([
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
