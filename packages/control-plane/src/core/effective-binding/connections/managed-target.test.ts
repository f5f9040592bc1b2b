import type { SecretStore } from '../configuration/values';
import {
  configurationGroup,
  connected,
  connecting,
  envOf,
  managedResource,
} from '../../../test/__testUtils__/rendering/connection-case';
import {
  objectsOf,
  renderCase,
} from '../../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../../test/__testUtils__/rendering/task-case';

const toOrders = { type: 'managed', managed: { resource: 'orders' } };

const vault: SecretStore = {
  provider: 'vault',
  address: 'https://vault.test',
  role: 'reader',
};
const externalSecrets: SecretStore = {
  provider: 'external-secrets',
  storeRef: { name: 'main', kind: 'ClusterSecretStore' },
};

const described = managedResource({
  values: { database: 'orders' },
  secrets: {
    user: { secretRef: { name: 'orders-db', key: 'username' } },
    password: { vaultKey: 'secret/orders/development' },
  },
});

function managed(
  value: string,
  secretStore: SecretStore | undefined = externalSecrets,
  resource = described,
) {
  return connected(toOrders, {
    value,
    findManagedResource: name =>
      name === resource.metadata.name ? resource : undefined,
    configuration: { findGroup: () => undefined, secretStore },
  });
}

describe('row 35: a connection outside', () => {
  it.each([
    [
      { host: 'api.pay.test', port: 443, protocol: 'https' },
      'https://api.pay.test',
    ],
    [{ host: '10.1.2.3', port: 5432 }, '10.1.2.3:5432'],
    [{ host: 'time.test', port: 123, protocol: 'UDP' }, 'time.test:123'],
  ])('says where that is: %j', (external, uri) => {
    const result = connected({ type: 'external', external });
    expect(result.problems).toEqual([]);
    expect(envOf(result)).toEqual([{ name: 'STORE', value: uri }]);
  });

  it.each([
    ['external', 'set external with its host and port'],
    ['managed', 'set managed with its resource'],
  ])('of type %s that leads nowhere is an error', (type, way) => {
    const { problems } = connected({ type });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        reason: 'InvalidConfiguration',
        field: `spec.workloadSpec.connections.store.${type}`,
        message: expect.stringContaining(way),
      }),
    ]);
  });

  it.each(['http://a.test', 'user:hidden@a.test'])(
    'to what is no host is an error that names the field, and no password: %s',
    host => {
      const { problems } = connected({
        type: 'external',
        external: { host, port: 80 },
      });
      expect(problems).toMatchObject([
        { field: 'spec.workloadSpec.connections.store.external.host' },
      ]);
      expect(JSON.stringify(problems)).not.toContain('hidden');
    },
  );
});

describe('row 35: a connection to a managed resource', () => {
  it.each([
    ['{{ .uri }}', 'postgresql://orders.db.test:5432'],
    ['{{ .host }}:{{ .port }}/{{ .database }}', 'orders.db.test:5432/orders'],
  ])('says where that is in the environment: %s', (template, value) => {
    const result = managed(template);
    expect(result.problems).toEqual([]);
    expect(envOf(result)).toEqual([{ name: 'STORE', value }]);
  });

  it('refers to a Secret of the cell, and does not hold it', () => {
    expect(envOf(managed('{{ .user }}'))).toEqual([
      {
        name: 'STORE',
        valueFrom: { secretKeyRef: { name: 'orders-db', key: 'username' } },
      },
    ]);
  });

  it('has a secret of the store brought, as External Secrets does', () => {
    const result = managed('{{ .password }}');
    const [secret] = objectsOf(result, 'ExternalSecret');
    expect(secret.spec).toMatchObject({
      target: { name: secret.metadata.name },
      data: [
        {
          secretKey: 'password',
          remoteRef: { key: 'secret/orders/development' },
        },
      ],
    });
    expect(envOf(result)).toEqual([
      {
        name: 'STORE',
        valueFrom: {
          secretKeyRef: { name: secret.metadata.name, key: 'password' },
        },
      },
    ]);
    expect(objectsOf(result, 'ConfigMap')).toEqual([]);
  });

  it('has it mounted, where the Secrets Store CSI driver brings it', () => {
    const result = managed('{{ .password }}', vault);
    const [provider] = objectsOf(result, 'SecretProviderClass');
    expect(JSON.stringify(objectsOf(result, 'Deployment'))).toContain(
      `"secretProviderClass":"${provider.metadata.name}"`,
    );
  });

  it('puts a secret into a text by a variable of its own that comes first', () => {
    const result = managed(
      'postgresql://{{ .user }}:{{ .password }}@{{ .host }}',
    );
    expect(result.problems).toEqual([]);
    expect(envOf(result)).toEqual([
      {
        name: 'CONNECTION_STORE__PASSWORD',
        valueFrom: { secretKeyRef: expect.anything() },
      },
      {
        name: 'CONNECTION_STORE__USER',
        valueFrom: { secretKeyRef: expect.anything() },
      },
      {
        name: 'STORE',
        value:
          'postgresql://$(CONNECTION_STORE__USER):$(CONNECTION_STORE__PASSWORD)@orders.db.test',
      },
    ]);
  });

  it.each(['{{ urlquery .password }}', '{{ len .password }}'])(
    'refuses to compute with a secret: %s',
    template => {
      const result = managed(template);
      expect(envOf(result)).toBeUndefined();
      expect(result.problems).toMatchObject([
        {
          severity: 'Error',
          field: 'spec.workloadSpec.connections.store.inject.env[STORE].value',
        },
      ]);
    },
  );

  it('restarts pods when another secret takes the place of one', () => {
    const annotations = (vaultKey: string) =>
      JSON.stringify(
        objectsOf(
          managed(
            '{{ .password }}',
            externalSecrets,
            managedResource({ secrets: { password: { vaultKey } } }),
          ),
          'Deployment',
        ),
      );
    expect(annotations('a')).not.toBe(annotations('b'));
  });

  it('leaves a variable out whose secret cannot be had, and says why', () => {
    const result = renderCase({
      workload: connecting(toOrders, '{{ .password }}'),
      findManagedResource: () => described,
    });
    expect(envOf(result)).toBeUndefined();
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        reason: 'ConfigurationMissing',
        message: expect.stringContaining('spec.secretStore of the DataPlane'),
        leavesOut: { container: 'main', variable: 'STORE' },
      }),
    ]);
  });

  it('says what there is, where a template takes something else', () => {
    const { problems } = managed('{{ .host }}/{{ .bucket }}');
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        message: expect.stringContaining(
          'the fields are: host, port, database, password, user',
        ),
      }),
    ]);
  });

  it.each([
    [
      'nothing describes',
      undefined,
      'ConnectionsPending',
      /Create a ManagedResource or a ConfigurationGroup of that name/,
    ],
    [
      'is not described for the environment',
      managedResource({ environment: 'production' }),
      'ConnectionsPending',
      /no instance in development, only in: production\. Add development to spec\.environments/,
    ],
    [
      'is for another project',
      managedResource({}, { owner: { projectName: 'stock' } }),
      'InvalidConfiguration',
      /only for the components of project "stock"/,
    ],
  ])('that %s says so', (_, resource, reason, message) => {
    const { problems } = connected(toOrders, {
      findManagedResource: () => resource,
    });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        reason,
        message: expect.stringMatching(message),
      }),
    ]);
  });

  it('may be described by a ConfigurationGroup', () => {
    const group = configurationGroup({
      host: { value: 'orders.db.test' },
      port: { value: '5432' },
      protocol: { value: 'postgresql' },
      database: { value: 'orders' },
      password: { vaultKey: 'secret/orders' },
    });
    const result = connected(toOrders, {
      value: '{{ .uri }}/{{ .database }}?{{ .password }}',
      configuration: {
        findGroup: () => group,
        secretStore: externalSecrets,
      },
    });
    expect(result.problems).toEqual([]);
    expect(envOf(result)).toEqual([
      {
        name: 'CONNECTION_STORE__PASSWORD',
        valueFrom: { secretKeyRef: expect.anything() },
      },
      {
        name: 'STORE',
        value:
          'postgresql://orders.db.test:5432/orders?$(CONNECTION_STORE__PASSWORD)',
      },
    ]);
  });

  it('may be all secret', () => {
    const group = configurationGroup({ url: { vaultKey: 'secret/orders' } });
    const result = connected(toOrders, {
      value: '{{ .url }}',
      configuration: { findGroup: () => group, secretStore: externalSecrets },
    });
    expect(envOf(result)).toEqual([
      { name: 'STORE', valueFrom: { secretKeyRef: expect.anything() } },
    ]);
  });

  it('with a port that is none says so', () => {
    const group = configurationGroup({
      host: { value: 'a.test' },
      port: { value: 'http' },
    });
    const { problems } = connected(toOrders, {
      configuration: { findGroup: () => group },
    });
    expect(problems).toMatchObject([
      { message: expect.stringContaining('which is not a port') },
    ]);
  });

  it('serves tasks as well', () => {
    const result = renderTaskCase({
      binding: {
        workloadSpec: {
          containers: { main: { image: 'registry.test/app:1' } },
          ...connecting(toOrders, '{{ .password }}'),
        },
      },
      context: {
        findManagedResource: () => described,
        configuration: {
          findGroup: () => undefined,
          secretStore: externalSecrets,
        },
      },
    });
    expect(objectsOf(result, 'ExternalSecret')).toHaveLength(1);
    expect(JSON.stringify(objectsOf(result, 'CronJob'))).toContain(
      'secretKeyRef',
    );
  });
});
