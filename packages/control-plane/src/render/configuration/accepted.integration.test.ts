import { configurationGroupSchema } from '@promenade/openchoreo-model';
import type { SecretStore } from '../../core/effective-binding/configuration/values';
import type { Manifest } from '../../core/manifest';
import { describeAdmission } from '../../test/__testUtils__/describe-admission';
import { renderCase } from '../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../test/__testUtils__/rendering/task-case';

jest.setTimeout(60_000);

const group = configurationGroupSchema.parse({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'ConfigurationGroup',
  metadata: { name: 'db', namespace: 'acme' },
  spec: {
    updateStrategy: 'Live',
    configurations: [
      { key: 'host', values: [{ environment: 'development', value: 'a' }] },
      { key: 'pass', values: [{ environment: 'development', vaultKey: 'b' }] },
    ],
  },
});

const from = (key: string) => ({ configurationGroupRef: { name: 'db', key } });
const secretRef = { name: 'tokens', key: 'token' };

const containers = {
  main: {
    image: 'registry.test/app:1',
    env: [
      { key: 'HOST', valueFrom: from('host') },
      { key: 'PASS', valueFrom: from('pass') },
      { key: 'TOKEN', valueFrom: { secretRef } },
    ],
    files: [
      { mountPath: '/etc/app/host', valueFrom: from('host') },
      { mountPath: '/etc/app/pass', valueFrom: from('pass') },
      { mountPath: '/etc/token', valueFrom: { secretRef } },
      { mountPath: '/srv/text', value: 'text' },
    ],
  },
  sidecar: { image: 'registry.test/sidecar:1' },
};

function manifests(): Manifest[] {
  const stores: SecretStore[] = [
    { provider: 'vault', address: 'https://vault.test', role: 'reader' },
    {
      provider: 'external-secrets',
      storeRef: { name: 'main', kind: 'ClusterSecretStore' },
    },
  ];
  const results = stores.flatMap(secretStore => {
    const configuration = { findGroup: () => group, secretStore };
    const service = (workloadKind: string) =>
      renderCase({
        workload: { containers },
        serviceClass: { workloadKind },
        binding: {
          parameters: { template: { spec: { priority: null } } },
          envOverrides: {
            replicas: 2,
            containers: { main: { resources: { limits: { cpu: '1' } } } },
          },
        },
        configuration,
      });
    const task = (taskClass: object, binding: object) =>
      renderTaskCase({
        taskClass,
        binding: { workloadSpec: { containers }, ...binding },
        configuration,
      });
    return [
      service('Deployment'),
      service('StatefulSet'),
      task({ jobTemplate: { backoffLimit: 1 } }, {}),
      task({}, { schedule: '0 3 * * *', timeZone: 'Europe/Zurich' }),
    ];
  });
  expect(results.flatMap(({ problems }) => problems)).toEqual([]);
  return results.flatMap(({ resources }) =>
    resources.map(({ object }) => object),
  );
}

describeAdmission('rendered workloads and configuration', ask => {
  it('is accepted by the API server with strict validation', async () => {
    const { rejected, kinds } = await ask(manifests());
    expect(rejected).toEqual([]);
    expect(kinds).toEqual([
      'ConfigMap',
      'CronJob',
      'Deployment',
      'ExternalSecret',
      'Job',
      'SecretProviderClass',
      'Service',
      'StatefulSet',
    ]);
  });
});
