import {
  annotations,
  configurationGroupSchema,
  genName,
} from '@promenade/openchoreo-model';
import type {
  ConfigurationContext,
  SecretStore,
} from '../../core/effective-binding/configuration/values';
import { jsonAt } from '../../runtime/json';
import {
  objectsOf,
  renderCase,
  type ServiceCase,
} from '../../test/__testUtils__/rendering/service-case';

/** Name of the ConfigMap and the Secret of group `db` for binding `greeter`. */
const groupObject = genName(253, 'greeter', 'db');

const vault: SecretStore = {
  provider: 'vault',
  address: 'https://vault.test',
  role: 'reader',
};

const external: SecretStore = {
  provider: 'external-secrets',
  storeRef: { name: 'main', kind: 'ClusterSecretStore' },
};

const defaultSpec = {
  environmentGroups: [
    { name: 'lower', environments: ['development', 'staging'] },
  ],
  configurations: [
    {
      key: 'host',
      values: [
        { environment: 'production', value: 'db.prod' },
        { environmentGroupRef: 'lower', value: 'db.lower' },
        { environment: 'development', value: 'too late' },
      ],
    },
    {
      key: 'password',
      values: [{ environment: 'development', vaultKey: 'secret/db' }],
    },
    {
      key: 'only-production',
      values: [{ environment: 'production', value: 'x' }],
    },
  ],
};

function groups(
  spec: object = defaultSpec,
  secretStore?: SecretStore,
): ConfigurationContext {
  const group = configurationGroupSchema.parse({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'ConfigurationGroup',
    metadata: { name: 'db', namespace: 'acme' },
    spec,
  });
  return {
    secretStore,
    findGroup: name => (name === 'db' ? group : undefined),
  };
}

const from = (key: string, name = 'db') => ({
  configurationGroupRef: { name, key },
});

function render(
  container: object,
  configuration?: ConfigurationContext,
  given: ServiceCase = {},
) {
  const result = renderCase({
    ...given,
    workload: { containers: { main: { image: 'app:1', ...container } } },
    configuration,
  });
  const [deployment] = objectsOf(result, 'Deployment');
  const template = jsonAt(deployment, 'spec', 'template');
  const containers = jsonAt(template, 'spec', 'containers');
  return {
    result,
    container: Array.isArray(containers) ? containers[0] : undefined,
    volumes: jsonAt(template, 'spec', 'volumes'),
    restartedFor: jsonAt(
      template,
      'metadata',
      'annotations',
      annotations.restartWithSecrets,
    ),
    checksum: jsonAt(
      template,
      'metadata',
      'annotations',
      annotations.configurationChecksum,
    ),
  };
}

describe('row 57: variables by component and environment', () => {
  const hostIn = (environment: string) => {
    const { result, container } = render(
      { env: [{ key: 'HOST', valueFrom: from('host') }] },
      groups(),
      { binding: { environment } },
    );
    expect(container).toMatchObject({
      env: [
        {
          name: 'HOST',
          valueFrom: { configMapKeyRef: { name: groupObject, key: 'host' } },
        },
      ],
    });
    return jsonAt(objectsOf(result, 'ConfigMap')[0], 'data', 'host');
  };

  it('uses the first value for the environment or a group that contains it', () => {
    expect(hostIn('development')).toBe('db.lower');
    expect(hostIn('staging')).toBe('db.lower');
    expect(hostIn('production')).toBe('db.prod');
  });

  it('uses a reference of the overrides of the environment', () => {
    const { container } = render(
      { env: [{ key: 'A', value: '1' }] },
      groups(),
      {
        binding: {
          envOverrides: {
            containers: {
              main: { env: [{ key: 'A', valueFrom: from('host') }] },
            },
          },
        },
      },
    );
    expect(container).toMatchObject({
      env: [{ name: 'A', valueFrom: { configMapKeyRef: { key: 'host' } } }],
    });
  });
});

describe('row 58: shared configuration and secrets', () => {
  it('renders the plain values of a group as one ConfigMap, without the paths of secrets', () => {
    const { result } = render(
      { env: [{ key: 'HOST', valueFrom: from('host') }] },
      groups(),
    );
    expect(objectsOf(result, 'ConfigMap')).toEqual([
      expect.objectContaining({
        apiVersion: 'v1',
        metadata: expect.objectContaining({ name: groupObject }),
        data: { host: 'db.lower' },
      }),
    ]);
    expect(objectsOf(result, 'SecretProviderClass')).toEqual([]);
    expect(result.problems).toEqual([]);
  });

  it('quirk 21: mounts secrets with the CSI driver from the secret store of the data plane', () => {
    const { result, container, volumes } = render(
      { env: [{ key: 'PASSWORD', valueFrom: from('password') }] },
      groups(defaultSpec, vault),
    );
    const [provider] = objectsOf(result, 'SecretProviderClass');
    const { name } = provider.metadata;
    expect(provider).toMatchObject({
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      spec: {
        provider: 'vault',
        parameters: {
          vaultAddress: 'https://vault.test',
          roleName: 'reader',
          objects:
            '- objectName: "password"\n  secretPath: "secret/db"\n  secretKey: "value"\n',
        },
        secretObjects: [
          {
            secretName: name,
            type: 'Opaque',
            data: [{ objectName: 'password', key: 'password' }],
          },
        ],
      },
    });
    expect(container).toMatchObject({
      env: [{ valueFrom: { secretKeyRef: { name, key: 'password' } } }],
      volumeMounts: [{ mountPath: '/mnt/secrets-store/db', readOnly: true }],
    });
    expect(volumes).toEqual([
      expect.objectContaining({
        csi: {
          driver: 'secrets-store.csi.k8s.io',
          readOnly: true,
          volumeAttributes: { secretProviderClass: name },
        },
      }),
    ]);
  });

  it('renders an ExternalSecret where the data plane uses External Secrets', () => {
    const { result, container, volumes } = render(
      { env: [{ key: 'PASSWORD', valueFrom: from('password') }] },
      groups(defaultSpec, external),
    );
    expect(objectsOf(result, 'ExternalSecret')).toEqual([
      expect.objectContaining({
        apiVersion: 'external-secrets.io/v1',
        spec: {
          refreshInterval: '1h',
          secretStoreRef: { name: 'main', kind: 'ClusterSecretStore' },
          target: { name: groupObject, creationPolicy: 'Owner' },
          data: [
            {
              secretKey: 'password',
              remoteRef: { key: 'secret/db', property: 'value' },
            },
          ],
        },
      }),
    ]);
    expect(container).toMatchObject({
      env: [{ valueFrom: { secretKeyRef: { name: groupObject } } }],
    });
    expect(volumes).toBeUndefined();
  });

  it('references Secrets of the cell', () => {
    const { container } = render({
      env: [
        {
          key: 'TOKEN',
          valueFrom: { secretRef: { name: 'tokens', key: 'a' } },
        },
      ],
    });
    expect(container).toMatchObject({
      env: [
        {
          name: 'TOKEN',
          valueFrom: { secretKeyRef: { name: 'tokens', key: 'a' } },
        },
      ],
    });
  });

  it('mounts files of values, groups, the secret store and Secrets one by one', () => {
    const { result, container, volumes } = render(
      {
        files: [
          { mountPath: '/etc/app/a.txt', value: 'hello' },
          { mountPath: '/etc/app/host', valueFrom: from('host') },
          { mountPath: '/etc/app/password', valueFrom: from('password') },
          {
            mountPath: '/etc/app/token',
            valueFrom: { secretRef: { name: 'tokens', key: 'a' } },
          },
        ],
      },
      groups(defaultSpec, vault),
    );
    expect(jsonAt(container, 'volumeMounts')).toEqual([
      expect.objectContaining({
        mountPath: '/etc/app/a.txt',
        subPath: 'content',
      }),
      expect.objectContaining({ mountPath: '/etc/app/host', subPath: 'host' }),
      expect.objectContaining({ subPath: 'password' }),
      expect.objectContaining({ mountPath: '/etc/app/token', subPath: 'a' }),
    ]);
    expect(volumes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ configMap: { name: groupObject } }),
        expect.objectContaining({ secret: { secretName: 'tokens' } }),
        expect.objectContaining({
          csi: expect.objectContaining({ readOnly: true }),
        }),
      ]),
    );
    expect(
      objectsOf(result, 'ConfigMap').map(object => jsonAt(object, 'data')),
    ).toEqual([{ host: 'db.lower' }, { content: 'hello' }]);
  });

  it.each([
    ['ConfigurationGroup "nope" not found', from('x', 'nope'), groups()],
    ['has no key "nope"', from('nope'), groups()],
    ['no value for the environment', from('only-production'), groups()],
    ['the data plane has none', from('password'), groups()],
    [
      'one of vault, external-secrets',
      from('password'),
      groups(defaultSpec, { provider: 'paper' }),
    ],
    [
      'has no address or no role for its vault',
      from('password'),
      groups(defaultSpec, { provider: 'vault' }),
    ],
  ])('reports a reference: %s', (message, valueFrom, configuration) => {
    const { result, container } = render(
      { env: [{ key: 'A', valueFrom }] },
      configuration,
    );
    expect(container).not.toHaveProperty('env');
    expect(result.problems).toEqual([
      {
        severity: 'Warning',
        reason: 'ConfigurationMissing',
        field: 'spec.workloadSpec.containers.main.env[A].valueFrom',
        message: expect.stringContaining(message),
        leavesOut: { container: 'main', variable: 'A' },
      },
    ]);
  });

  it('names volumes after groups and Secrets, without dots', () => {
    const files = ['my.tls', 'my-tls'].map(name => ({
      mountPath: `/etc/${name}`,
      valueFrom: { secretRef: { name, key: 'tls.crt' } },
    }));
    const [one, other] = [render({ files }).volumes].flat();
    for (const volume of [one, other]) {
      expect(jsonAt(volume, 'name')).toMatch(/^my-tls-secret-[0-9a-f]{8}$/);
    }
    expect(jsonAt(one, 'name')).not.toBe(jsonAt(other, 'name'));
  });

  it.each(['..', '..data', '.'])(
    'rejects the key %s, which is invalid in a ConfigMap',
    key => {
      const { result } = render(
        { env: [{ key: 'A', valueFrom: from(key) }] },
        groups({
          configurations: [
            { key, values: [{ environment: 'development', value: 'x' }] },
          ],
        }),
      );
      expect(result.problems).toEqual([
        expect.objectContaining({
          message: expect.stringContaining(
            'is not valid in a ConfigMap or Secret',
          ),
        }),
      ]);
    },
  );

  it.each(['relative', '/ends/', '/a/../b', '/a//b', '/a/./b', '/a/..'])(
    'rejects a file at %s',
    mountPath => {
      const { result } = render({ files: [{ mountPath, value: 'x' }] });
      expect(result.problems).toEqual([
        expect.objectContaining({
          severity: 'Error',
          field: `spec.workloadSpec.containers.main.files[${mountPath}].mountPath`,
        }),
      ]);
    },
  );
});

describe('row 58: a secret store with credentials in its address', () => {
  it('is rejected without repeating them', () => {
    const { result } = render(
      { env: [{ key: 'PASSWORD', valueFrom: from('password') }] },
      groups(defaultSpec, {
        ...vault,
        address: 'https://me:hunter2@vault.test',
      }),
    );
    expect(result.problems).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('contains credentials'),
      }),
    ]);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});

describe('row 58: the address of a secret store', () => {
  const withAddress = (address: string) =>
    render(
      { env: [{ key: 'PASSWORD', valueFrom: from('password') }] },
      groups(defaultSpec, { ...vault, address }),
    ).result;

  it('is normalized', () => {
    const result = withAddress(' HTTPS://Vault.test:8200 ');
    expect(result.problems).toEqual([]);
    expect(objectsOf(result, 'SecretProviderClass')[0].spec).toMatchObject({
      parameters: { vaultAddress: 'https://vault.test:8200' },
    });
  });

  it.each(['vault:8200', 'vault.test', '//vault.test', 'vault address'])(
    'cannot be "%s"',
    address => {
      const result = withAddress(address);
      expect(result.problems).toEqual([
        expect.objectContaining({
          message:
            'the address in spec.secretStore of the DataPlane is not a URL; write it like https://vault.example.com:8200',
        }),
      ]);
      expect(objectsOf(result, 'SecretProviderClass')).toEqual([]);
    },
  );
});

describe('row 59: configuration that changes', () => {
  const withHost = (value: string, more: object = {}) =>
    groups({
      configurations: [
        { key: 'host', values: [{ environment: 'development', value }] },
        { key: 'other', values: [{ environment: 'development', value }] },
      ],
      ...more,
    });
  const env = [{ key: 'HOST', valueFrom: from('host') }];

  it('restarts pods when a used value changes', () => {
    const { checksum } = render({ env }, withHost('a'));
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(render({ env }, withHost('a')).checksum).toBe(checksum);
    expect(render({ env }, withHost('b')).checksum).not.toBe(checksum);
    expect(
      render({ env }, withHost('a', { updateStrategy: 'Restart' })).checksum,
    ).toBe(checksum);
  });

  it('restarts pods when an inline file changes', () => {
    const file = (value: string) =>
      render({ files: [{ mountPath: '/a', value }] }).checksum;
    expect(file('a')).not.toBe(file('b'));
  });

  it('restarts pods when a used Secret changes, except for Live groups', () => {
    const token = { secretRef: { name: 'tokens', key: 'token' } };
    const secrets = {
      env: [
        { key: 'TOKEN', valueFrom: token },
        { key: 'PASSWORD', valueFrom: from('password') },
      ],
    };
    expect(render(secrets, groups(defaultSpec, external)).restartedFor).toBe(
      `${groupObject},tokens`,
    );
    const live = groups({ ...defaultSpec, updateStrategy: 'Live' }, external);
    expect(render(secrets, live).restartedFor).toBe('tokens');
    expect(render({ env }, withHost('a')).restartedFor).toBeUndefined();
  });

  it('does not restart pods when a Live group changes, and mounts its files as a directory, which Kubernetes updates', () => {
    const files = [
      { mountPath: '/etc/app/host', valueFrom: from('host') },
      { mountPath: '/etc/app/fixed', value: 'x' },
      { mountPath: '/etc/alone', value: 'y' },
    ];
    const live = (value: string) =>
      render({ env, files }, withHost(value, { updateStrategy: 'Live' }));
    const { container, volumes, checksum } = live('a');
    expect(live('b').checksum).toBe(checksum);
    expect(jsonAt(container, 'volumeMounts')).toEqual([
      expect.objectContaining({ mountPath: '/etc/alone' }),
      { name: expect.any(String), mountPath: '/etc/app', readOnly: true },
    ]);
    expect(volumes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          projected: {
            sources: [
              {
                configMap: {
                  name: groupObject,
                  items: [{ key: 'host', path: 'host' }],
                },
              },
              {
                configMap: {
                  name: expect.stringContaining('filemount'),
                  items: [{ key: 'content', path: 'fixed' }],
                },
              },
            ],
          },
        }),
      ]),
    );
  });
});
