import {
  configurationGroup,
  mainContainerEnv,
  managedResource,
  renderConnectionCase,
  workloadWithConnection,
} from '../../../test/__testUtils__/rendering/connection-case';
import {
  objectsOf,
  renderCase,
} from '../../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../../test/__testUtils__/rendering/task-case';
import type { SecretStore } from '../configuration/values';

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

const orders = managedResource({
  values: { database: 'orders' },
  secrets: {
    user: { secretRef: { name: 'orders-db', key: 'username' } },
    password: { vaultKey: 'secret/orders/development' },
  },
});

function managed(
  value: string,
  secretStore: SecretStore | undefined = externalSecrets,
  resource = orders,
) {
  return renderConnectionCase(toOrders, {
    value,
    findManagedResource: name =>
      name === resource.metadata.name ? resource : undefined,
    configuration: { findGroup: () => undefined, secretStore },
  });
}

describe('row 35: an external connection', () => {
  it.each([
    [
      { host: 'api.pay.test', port: 443, protocol: 'https' },
      'https://api.pay.test',
    ],
    [{ host: '10.1.2.3', port: 5432 }, '10.1.2.3:5432'],
    [{ host: 'time.test', port: 123, protocol: 'UDP' }, 'time.test:123'],
  ])('injects its address: %j', (external, uri) => {
    const result = renderConnectionCase({ type: 'external', external });
    expect(result.problems).toEqual([]);
    expect(mainContainerEnv(result)).toEqual([{ name: 'STORE', value: uri }]);
  });

  it.each([
    ['external', 'set external with its host and port'],
    ['managed', 'set managed with its resource'],
  ])('of type %s without a target is an error', (type, remedy) => {
    const { problems } = renderConnectionCase({ type });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        reason: 'InvalidConfiguration',
        field: `spec.workloadSpec.connections.store.${type}`,
        message: expect.stringContaining(remedy),
      }),
    ]);
  });

  it.each(['http://a.test', 'user:hidden@a.test'])(
    'to an invalid host is an error with the field and without a password: %s',
    host => {
      const { problems } = renderConnectionCase({
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
  ])('injects its address in the environment: %s', (template, value) => {
    const result = managed(template);
    expect(result.problems).toEqual([]);
    expect(mainContainerEnv(result)).toEqual([{ name: 'STORE', value }]);
  });

  it('references a Secret of the cell', () => {
    expect(mainContainerEnv(managed('{{ .user }}'))).toEqual([
      {
        name: 'STORE',
        valueFrom: { secretKeyRef: { name: 'orders-db', key: 'username' } },
      },
    ]);
  });

  it('renders an ExternalSecret for a secret of the store', () => {
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
    expect(mainContainerEnv(result)).toEqual([
      {
        name: 'STORE',
        valueFrom: {
          secretKeyRef: { name: secret.metadata.name, key: 'password' },
        },
      },
    ]);
    expect(objectsOf(result, 'ConfigMap')).toEqual([]);
  });

  it('mounts the secret with the Secrets Store CSI driver', () => {
    const result = managed('{{ .password }}', vault);
    const [provider] = objectsOf(result, 'SecretProviderClass');
    expect(JSON.stringify(objectsOf(result, 'Deployment'))).toContain(
      `"secretProviderClass":"${provider.metadata.name}"`,
    );
  });

  it('puts a secret into a text with a helper variable before it', () => {
    const result = managed(
      'postgresql://{{ .user }}:{{ .password }}@{{ .host }}',
    );
    expect(result.problems).toEqual([]);
    expect(mainContainerEnv(result)).toEqual([
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
    'rejects a function that changes a secret: %s',
    template => {
      const result = managed(template);
      expect(mainContainerEnv(result)).toBeUndefined();
      expect(result.problems).toMatchObject([
        {
          severity: 'Error',
          field: 'spec.workloadSpec.connections.store.inject.env[STORE].value',
        },
      ]);
    },
  );

  it('restarts pods when a secret is replaced by another', () => {
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

  it('leaves out a variable whose secret is not found, with the reason', () => {
    const result = renderCase({
      workload: workloadWithConnection(toOrders, '{{ .password }}'),
      findManagedResource: () => orders,
    });
    expect(mainContainerEnv(result)).toBeUndefined();
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        reason: 'ConfigurationMissing',
        message: expect.stringContaining('spec.secretStore of the DataPlane'),
        leavesOut: { container: 'main', variable: 'STORE' },
      }),
    ]);
  });

  it('lists the fields where a template uses another one', () => {
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
      'does not exist',
      undefined,
      'ConnectionsPending',
      /Create a ManagedResource or a ConfigurationGroup of that name/,
    ],
    [
      'has no instance in the environment',
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
  ])('that %s is reported', (_, resource, reason, message) => {
    const { problems } = renderConnectionCase(toOrders, {
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

  it('may be a ConfigurationGroup', () => {
    const group = configurationGroup({
      host: { value: 'orders.db.test' },
      port: { value: '5432' },
      protocol: { value: 'postgresql' },
      database: { value: 'orders' },
      password: { vaultKey: 'secret/orders' },
    });
    const result = renderConnectionCase(toOrders, {
      value: '{{ .uri }}/{{ .database }}?{{ .password }}',
      configuration: {
        findGroup: () => group,
        secretStore: externalSecrets,
      },
    });
    expect(result.problems).toEqual([]);
    expect(mainContainerEnv(result)).toEqual([
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

  it('may have an address in a secret only', () => {
    const group = configurationGroup({ url: { vaultKey: 'secret/orders' } });
    const result = renderConnectionCase(toOrders, {
      value: '{{ .url }}',
      configuration: { findGroup: () => group, secretStore: externalSecrets },
    });
    expect(mainContainerEnv(result)).toEqual([
      { name: 'STORE', valueFrom: { secretKeyRef: expect.anything() } },
    ]);
  });

  it('with an invalid port is an error', () => {
    const group = configurationGroup({
      host: { value: 'a.test' },
      port: { value: 'http' },
    });
    const { problems } = renderConnectionCase(toOrders, {
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
          ...workloadWithConnection(toOrders, '{{ .password }}'),
        },
      },
      context: {
        findManagedResource: () => orders,
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
