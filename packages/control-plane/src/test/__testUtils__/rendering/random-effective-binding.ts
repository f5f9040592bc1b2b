import {
  apiClassSchema,
  configurationGroupSchema,
  dataPlaneSchema,
  environmentSchema,
  managedResourceSchema,
  scheduledTaskBindingSchema,
  scheduledTaskClassSchema,
  serviceBindingSchema,
  serviceClassSchema,
  webApplicationBindingSchema,
  webApplicationClassSchema,
  workloadTemplateSchema,
} from '@promenade/openchoreo-model';
import type { z } from 'zod';
import type { Binding } from '../../../core/binding/binding';
import {
  resolveBinding,
  type EffectiveBinding,
  type EffectiveComponentBinding,
} from '../../../core/effective-binding/effective-binding';
import { resolveHosts } from '../../../core/effective-binding/hosts';
import { renderTarget } from '../../../core/effective-binding/target';
import type { Isolation } from '../../../core/isolation/isolation';
import { Choices, odd, oddHosts } from './choices';
import { findPeerAmongBindings } from './peers';
import { api, restPolicy } from './random-api';
import {
  name,
  objectName,
  connection,
  workload,
  podTemplate,
  envOverrides,
} from './random-workload';
import { testLookups } from './test-lookups';

const apiVersion = 'openchoreo.dev/v1alpha1';
const domains = ['apps.example.com', 'example.com'];
const oddDomains = [
  '',
  '*.example.com',
  'https://Example.com/',
  'a_b',
  ' a.b ',
];

function dataPlane(choices: Choices): object {
  return {
    apiVersion,
    kind: 'DataPlane',
    metadata: { name: 'default', namespace: 'acme' },
    spec: {
      registry: { prefix: 'registry.test' },
      networkPolicy: choices.one(['cilium', 'kubernetes', undefined]),
      mutualAuthentication: choices.one(['cilium', undefined]),
      gateway: {
        hostMode: choices.one(['Configured', undefined]),
        publicVirtualHost: choices.value(domains, oddDomains),
        organizationVirtualHost: choices.value(domains, oddDomains),
        minTLSVersion: choices.one(['1.3', undefined]),
        egress: choices.maybe(0.5, () => ({
          provider: choices.one(['envoy', 'cilium-egress', 'none', undefined]),
          host: choices.value(['gateway-egress.test', undefined], oddHosts),
          nodeSelector: choices.maybe(0.5, () => ({ egress: 'true' })),
        })),
      },
      secretStore: choices.maybe(0.8, () => ({
        provider: choices.value(['vault', 'external-secrets'], ['aws']),
        address: choices.value(
          ['https://vault.test'],
          ['', 'vault:8200', ' https://Vault.test/ '],
        ),
        role: choices.value(['reader'], ['']),
        storeRef: choices.maybe(0.9, () => ({ name: 'main' })),
      })),
    },
  };
}

const group = configurationGroupSchema.parse({
  apiVersion,
  kind: 'ConfigurationGroup',
  metadata: { name: 'db', namespace: 'acme' },
  spec: {
    environmentGroups: [{ name: 'all', environments: [] }],
    configurations: [
      ['host', { value: 'db.test' }],
      ['port', { value: '5432' }],
      ['empty', { value: '' }],
      ['password', { vaultKey: 'db/password' }],
      ['größe', { value: '1' }],
    ].map(([key, value]) => ({
      key,
      values: [{ environment: 'development', ...Object(value) }],
    })),
  },
});

const managed = managedResourceSchema.parse({
  apiVersion: 'delivery.openchoreo.dev/v1alpha1',
  kind: 'ManagedResource',
  metadata: { name: 'orders', namespace: 'acme' },
  spec: {
    type: 'postgres',
    protocol: 'postgresql',
    environments: [
      {
        environment: 'development',
        host: 'orders.db.test',
        port: 5432,
        values: { database: 'orders' },
        secrets: { password: { vaultKey: 'orders/password' } },
      },
    ],
  },
});

const backend = serviceBindingSchema.parse({
  apiVersion,
  kind: 'ServiceBinding',
  metadata: { name: 'backend', namespace: 'acme' },
  spec: {
    owner: { projectName: 'other', componentName: 'backend' },
    environment: 'development',
    workloadSpec: {
      containers: { main: { image: 'registry.test/app:1' } },
      endpoints: {
        api: { type: 'REST', port: 8080, visibility: ['organization'] },
        rpc: { type: 'gRPC', port: 9090, visibility: ['project'] },
      },
    },
  },
});

type Lookups = ReturnType<typeof testLookups>;

/** Resolves a binding with its class; undefined where one of them is invalid. */
function resolveInput<B extends Binding, C>(
  schemas: { binding: z.ZodType<B>; class: z.ZodType<C> },
  input: { binding: unknown; class: unknown },
  lookups: Lookups,
): EffectiveBinding<B, C> | undefined {
  const binding = schemas.binding.safeParse(input.binding);
  const bindingClass = schemas.class.safeParse(input.class);
  return binding.success && bindingClass.success
    ? resolveBinding(binding.data, bindingClass.data, lookups)
    : undefined;
}

function resolveComponent(
  prefix: string,
  input: { binding: unknown; class: unknown },
  lookups: Lookups,
): EffectiveComponentBinding | undefined {
  switch (prefix) {
    case 'Service':
      return resolveInput(
        { binding: serviceBindingSchema, class: serviceClassSchema },
        input,
        lookups,
      );
    case 'WebApplication':
      return resolveInput(
        {
          binding: webApplicationBindingSchema,
          class: webApplicationClassSchema,
        },
        input,
        lookups,
      );
    default:
      return resolveInput(
        {
          binding: scheduledTaskBindingSchema,
          class: scheduledTaskClassSchema,
        },
        input,
        lookups,
      );
  }
}

/**
 * A binding with a random class, data plane and consumers: mostly usual input, and now and then what people mistype.
 *
 * @param hasCanary - whether the binding has a random canary, unless it is that of a task
 * @returns undefined where the API server rejects the input itself
 */
export function randomEffectiveBinding(
  random: () => number,
  { hasCanary = false } = {},
): EffectiveComponentBinding | undefined {
  const choices = new Choices(random);
  const prefix = choices.one(['Service', 'WebApplication', 'ScheduledTask']);
  const environment = 'development';
  const amount = () => choices.value([1, 3], [0, -1, '2', 1.5, null]);
  const deploymentTemplate = () => ({
    replicas: choices.maybe(0.3, amount),
    minReadySeconds: choices.maybe(0.1, amount),
    revisionHistoryLimit: choices.maybe(0.1, amount),
    strategy: choices.maybe(0.3, () =>
      choices.one<object>([
        { type: 'Recreate' },
        { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
        { rollingUpdate: { maxUnavailable: '25%' } },
      ]),
    ),
    volumeClaimTemplates: choices.maybe(0.02, () => [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      },
    ]),
    template: podTemplate(choices),
  });
  const job = () => ({
    backoffLimit: choices.maybe(0.2, amount),
    completions: choices.maybe(0.1, amount),
    template: podTemplate(choices, true),
  });
  const jobTemplate = () => ({ spec: job() });
  const schedule = choices.value(['0 3 * * *', '@daily'], ['', ' @Daily', 'x']);
  const owner = {
    projectName: choices.chance(0.95) ? objectName(choices) : name(choices),
    componentName: choices.chance(0.95) ? objectName(choices) : name(choices),
  };
  const binding = {
    apiVersion,
    kind: `${prefix}Binding`,
    metadata: { name: objectName(choices), namespace: 'acme' },
    spec: {
      owner,
      environment,
      className: 'default',
      releaseState: choices.one(['Active', 'Suspend', undefined]),
      workloadSpec: workload(choices),
      apis: choices.record(
        2,
        () => choices.value(['api', 'other'], [...odd, 'a_b']),
        () => api(choices),
      ),
      parameters: choices.maybe(0.3, () =>
        prefix === 'ScheduledTask'
          ? choices.value([{ jobTemplate: jobTemplate() }], [job()])
          : deploymentTemplate(),
      ),
      envOverrides: choices.maybe(0.4, () => envOverrides(choices)),
      schedule: choices.maybe(0.4, () => schedule),
      timeZone: choices.maybe(0.3, () =>
        choices.value(['Europe/Zurich'], ['utc', 'Local', '', '+01:00']),
      ),
    },
  };
  const bindingClass = {
    apiVersion,
    kind: `${prefix}Class`,
    metadata: { name: 'default', namespace: 'acme' },
    spec: {
      workloadKind: choices.maybe(0.2, () => 'StatefulSet'),
      deploymentTemplate: choices.maybe(0.6, deploymentTemplate),
      serviceTemplate: choices.maybe(0.4, () => ({
        type: choices.one(['ClusterIP', 'NodePort', undefined]),
        ports: choices.list(1, () => ({
          name: choices.one(['extra', undefined]),
          port: choices.one([8080, 90]),
          targetPort: choices.one([8080, 'http', undefined]),
        })),
      })),
      cronJobTemplate: { schedule, jobTemplate: jobTemplate() },
      jobTemplate: choices.maybe(0.3, job),
    },
  };
  const plane = dataPlaneSchema.safeParse(dataPlane(choices));
  const policies = apiClassSchema.safeParse({
    apiVersion,
    kind: 'APIClass',
    metadata: { name: 'default', namespace: 'acme' },
    spec: {
      restPolicy: choices.maybe(0.9, () => ({
        defaults: choices.maybe(0.7, () => restPolicy(choices)),
        public: choices.maybe(0.4, () => restPolicy(choices)),
        organization: choices.maybe(0.3, () => restPolicy(choices)),
      })),
    },
  });
  const consumer = workloadTemplateSchema.safeParse({
    connections: { store: connection(choices) },
  });
  if (!plane.success || !policies.success || !consumer.success) {
    return undefined;
  }
  const hostsOf = resolveHosts(
    environment,
    environmentSchema.parse({
      apiVersion,
      kind: 'Environment',
      metadata: { name: environment, namespace: 'acme' },
      spec: {
        gateway: {
          dnsPrefix: choices.value([undefined, 'dev'], ['Dev.', 'a b']),
          security: choices.maybe(0.5, () => ({
            remoteJwks: {
              uri: choices.value(['https://idp.test/jwks'], ['', 'idp.test']),
            },
          })),
        },
      },
    }),
    plane.data,
  );
  const lookups = testLookups({
    hosts: hostsOf,
    dataPlane: plane.data,
    findApiClass: className =>
      className === 'default' ? policies.data : undefined,
    findPeer: findPeerAmongBindings([backend], hostsOf),
    findManagedResource: resource =>
      resource === 'orders' ? managed : undefined,
    configuration: {
      findGroup: groupName => (groupName === 'db' ? group : undefined),
      secretStore: plane.data.spec.secretStore,
    },
    isolation: choices.one<Isolation>([
      { mode: 'Off' },
      { mode: 'Enforced', provider: 'kubernetes' },
      { mode: 'Enforced', provider: 'cilium' },
      { mode: 'Audit', provider: 'cilium' },
    ]),
    consumers: choices.list(1, () => ({
      name: choices.value(['store'], odd),
      target: renderTarget(backend),
      connection: {
        ...consumer.data.connections?.store,
        inject: { env: [] },
        type: 'api' as const,
        params: {
          projectName: owner.projectName,
          componentName: owner.componentName,
          endpoint: 'api',
        },
      },
    })),
  });
  const canary = hasCanary
    ? {
        artifactRef: 'other',
        weight: choices.one([0, 20, 100]),
        workloadSpec: workload(choices),
        apis: choices.maybe(0.3, () => ({ api: api(choices) })),
        parameters: choices.maybe(0.3, deploymentTemplate),
      }
    : undefined;
  return resolveComponent(
    prefix,
    {
      binding: { ...binding, spec: { ...binding.spec, canary } },
      class: bindingClass,
    },
    lookups,
  );
}
