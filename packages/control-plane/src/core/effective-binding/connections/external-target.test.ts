import {
  mainContainerEnv,
  managedResource,
  renderConnectionCase,
} from '../../../test/__testUtils__/rendering/connection-case';

const externalCase = (external: object, value?: string) =>
  renderConnectionCase({ type: 'external', external }, { value });

describe('the address of an external connection', () => {
  it.each([
    [{ host: 'API.Example.com.', port: 443, protocol: 'HTTPS' }],
    [{ host: ' api.example.com ', port: 443, protocol: 'https://' }],
    [{ host: 'api.example.com', port: 443, protocol: ' https: ' }],
  ])('is normalized: %j', external => {
    const result = externalCase(external);
    expect(result.problems).toEqual([]);
    expect(mainContainerEnv(result)).toEqual([
      { name: 'STORE', value: 'https://api.example.com' },
    ]);
  });

  it.each([
    ['host', { host: 'https://api.example.com', port: 443 }],
    ['host', { host: 'api.example.com:443', port: 443 }],
    ['protocol', { host: 'api.example.com', port: 443, protocol: 'ht tp' }],
  ])('is invalid, and names %s of %j', (member, external) => {
    const result = externalCase(external);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        reason: 'InvalidConfiguration',
        field: `spec.workloadSpec.connections.store.external.${member}`,
      }),
    ]);
    expect(mainContainerEnv(result)).toBeUndefined();
  });
});

describe.each(['*.example.com', '10.0.0.0/8'])(
  'a connection to %s, which stands for many hosts',
  host => {
    const external = { host, port: 8443, protocol: 'https' };
    const many = `"${host}" stands for many hosts, so that the connection has no`;

    it.each([
      ['{{ .uri }}', 'uri'],
      ['{{ .host }}:{{ .port }}', 'host'],
      ['{{ .scheme }}://{{ .host }}{{ .basePath }}', 'host and no basePath'],
    ])('injects no address: %s', (template, fields) => {
      const result = externalCase(external, template);
      expect(mainContainerEnv(result)).toBeUndefined();
      expect(result.problems).toEqual([
        {
          severity: 'Error',
          reason: 'InvalidConfiguration',
          field: 'spec.workloadSpec.connections.store.inject.env[STORE].value',
          message: `${many} ${fields}; name one host, or write the address into the value`,
        },
      ]);
    });

    it('injects its port, its scheme and what the value says', () => {
      const result = externalCase(
        external,
        '{{ .scheme }}://eu.example.com:{{ .port }}',
      );
      expect(result.problems).toEqual([]);
      expect(mainContainerEnv(result)).toEqual([
        { name: 'STORE', value: 'https://eu.example.com:8443' },
      ]);
    });

    it('injects no address of a managed resource', () => {
      const result = renderConnectionCase(
        { type: 'managed', managed: { resource: 'orders' } },
        { findManagedResource: () => managedResource({ host }) },
      );
      expect(mainContainerEnv(result)).toBeUndefined();
      expect(result.problems).toEqual([
        expect.objectContaining({
          severity: 'Error',
          message: expect.stringContaining(`${many} uri`),
        }),
      ]);
    });
  },
);
