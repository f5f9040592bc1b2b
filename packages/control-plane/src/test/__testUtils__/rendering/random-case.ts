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
import { findPeerAmongBindings } from './peers';
import { testLookups } from './test-lookups';

/** Random choices for the input of rendering. */
class Choices {
  constructor(private readonly random: () => number) {}

  /** True with a probability. */
  chance(probability: number): boolean {
    return this.random() < probability;
  }

  one<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)];
  }

  /** A usual value, or with a small probability an odd one. */
  value<T, O>(usual: readonly T[], odd: readonly O[]): T | O {
    return this.chance(0.05) ? this.one<T | O>(odd) : this.one<T | O>(usual);
  }

  /** A value, or undefined. */
  maybe<T>(probability: number, make: () => T): T | undefined {
    return this.chance(probability) ? make() : undefined;
  }

  list<T>(most: number, make: () => T): T[] {
    return Array.from({ length: Math.floor(this.random() * (most + 1)) }, make);
  }

  record<T>(
    most: number,
    makeKey: () => string,
    makeValue: () => T,
  ): Record<string, T> {
    return Object.fromEntries(this.list(most, () => [makeKey(), makeValue()]));
  }
}

const apiVersion = 'openchoreo.dev/v1alpha1';
const objectNames = ['a', 'greeter', 'my-app', '3scale'];
const longNames = ['my.app', `${'a'.repeat(62)}z`, `${'long-'.repeat(50)}z`];
const odd = ['', ' ', 'My Name', 'größe', 'a/b', 'a..b', '-a', 'x'.repeat(300)];
const basePaths = ['/', '/v1', '/api/v1', '', undefined];
const oddPaths = [
  'v1',
  '/v1/',
  '//v1',
  '/a/../b',
  '/a b',
  '/ü',
  '/a?b',
  '/../x',
];
const hosts = ['api.example.com', 'db', '192.0.2.1', '2001:db8::1', 'a.b.svc'];
const oddHosts = [
  'API.Example.com.',
  '*.example.com',
  '10.0.0.0/8',
  'https://api.example.com',
  'my_host',
  'a b',
  'x'.repeat(300),
];
const domains = ['apps.example.com', 'example.com'];
const oddDomains = [
  '',
  '*.example.com',
  'https://Example.com/',
  'a_b',
  ' a.b ',
];
const templates = [
  '{{ .uri }}',
  '{{ .host }}:{{ .port }}',
  'x',
  '{{ .nothing }}',
  '{{ .password }}',
  'a={{ .password }}',
  '{{ .host',
  '{{ printf "%q" .password }}',
  '',
];
const types = ['HTTP', 'REST', 'gRPC', 'GraphQL', 'Websocket', 'TCP', 'UDP'];
const ports = [80, 443, 8080, 9090];
const levels = ['Project', 'Organization', 'Public'];

function name(choices: Choices): string {
  return choices.value(objectNames, [...longNames, ...odd]);
}

function objectName(choices: Choices): string {
  return choices.value(objectNames, longNames);
}

function valueFrom(choices: Choices): object {
  return choices.value(
    [
      { configurationGroupRef: { name: 'db', key: 'host' } },
      { configurationGroupRef: { name: 'db', key: 'password' } },
      { secretRef: { name: 'tokens', key: 'token' } },
    ],
    [
      {},
      { configurationGroupRef: { name: 'db', key: 'nothing' } },
      { configurationGroupRef: { name: 'nothing', key: 'host' } },
      { secretRef: { name: choices.one(odd), key: choices.one(odd) } },
    ],
  );
}

function variable(choices: Choices): object {
  const key = choices.value(
    ['A', 'B', 'JAVA_TOOL_OPTIONS'],
    ['a.b', '1A', 'A B', 'A=B', ...odd],
  );
  return choices.chance(0.6)
    ? { key, value: choices.value(['1', '', '$(A)'], ['ü', '\n', '$$(A)']) }
    : { key, valueFrom: valueFrom(choices) };
}

function container(choices: Choices): object {
  return {
    image: choices.value(
      ['registry.test/app:1', 'nginx'],
      [`registry.test:5000/a/b@sha256:${'0'.repeat(64)}`],
    ),
    command: choices.maybe(0.2, () => choices.list(2, () => choices.one(odd))),
    env: choices.maybe(0.7, () => choices.list(4, () => variable(choices))),
    files: choices.maybe(0.3, () =>
      choices.list(3, () => ({
        mountPath: choices.value(
          ['/etc/app/a', '/etc/app/b', '/srv/c'],
          ['/', 'a', '/etc/app/', '/etc/../a', '/etc/app/a/b', '/a:b', '/ü ü'],
        ),
        ...(choices.chance(0.5)
          ? { value: choices.one(['text', '']) }
          : { valueFrom: valueFrom(choices) }),
      })),
    ),
  };
}

function endpoint(choices: Choices): object {
  return {
    type: choices.one(types),
    port: choices.value(ports, [1, 65535]),
    targetPort: choices.maybe(0.2, () => choices.one(ports)),
    container: choices.maybe(0.2, () => choices.one(['main', 'b', 'nothing'])),
    visibility: choices.maybe(0.4, () =>
      choices.list(2, () => choices.one(['project', 'organization', 'public'])),
    ),
    basePath: choices.value(basePaths, oddPaths),
  };
}

function circuitBreaker(choices: Choices): object {
  return {
    enabled: choices.chance(0.8),
    maxConnections: choices.value([10, undefined], [0, -1, 2147483647]),
    maxParallelRetries: choices.value([3, undefined], [0, -1]),
  };
}

function connection(choices: Choices): object {
  return {
    type: choices.one(['api', 'internal', 'external', 'external', 'managed']),
    params: choices.maybe(0.6, () => ({
      componentName: choices.value(['backend'], ['', 'nothing']),
      endpoint: choices.value(['api', 'rpc'], ['', 'nothing']),
      ...(choices.chance(0.5) && { projectName: 'other' }),
    })),
    external: choices.maybe(0.8, () => ({
      host: choices.value(hosts, oddHosts),
      port: choices.one(ports),
      protocol: choices.value(
        ['https', 'http', 'tcp', undefined],
        ['HTTPS', 'udp', 'postgresql', 'a b', 'https://'],
      ),
      tls: choices.maybe(0.2, () => choices.chance(0.5)),
    })),
    managed: choices.maybe(0.8, () => ({
      resource: choices.value(['orders', 'db'], ['nothing']),
    })),
    inject: {
      env: choices.list(2, () => ({
        name: choices.value(['STORE', 'A'], odd),
        value: choices.one(templates),
      })),
    },
    security: choices.maybe(0.2, () => ({
      mtls: choices.one(['Required', 'Disabled']),
    })),
    policy: choices.maybe(0.4, () => ({
      timeout: choices.value(['5s', undefined], ['0.0001ms', '100000h', '0s']),
      retries: choices.maybe(0.5, () => ({
        attempts: choices.value([3], [0, 2147483647]),
        backoff: choices.value(['100ms', undefined], ['1h', '0.1ms']),
      })),
      circuitBreaker: choices.maybe(0.5, () => circuitBreaker(choices)),
    })),
  };
}

function workload(choices: Choices): object {
  return {
    containers: {
      ...(choices.chance(0.95) && { main: container(choices) }),
      ...choices.record(
        1,
        () => choices.value(['b', 'c'], [...odd, 'My_App', 'y'.repeat(64)]),
        () => container(choices),
      ),
    },
    endpoints: choices.record(
      3,
      () => choices.value(['api', 'web', 'rpc'], [...odd, 'a_b', 'my.api']),
      () => endpoint(choices),
    ),
    connections: choices.record(
      2,
      () => choices.value(['store', 'pay'], odd),
      () => connection(choices),
    ),
  };
}

function api(choices: Choices): object {
  const backend = () => ({
    port: choices.value(ports, [0, -1, 70000]),
    basePath: choices.value(basePaths, oddPaths),
    target: choices.maybe(0.15, () => ({
      url: choices.value(
        ['https://api.example.com/v1', 'http://192.0.2.1:8080'],
        [
          'api.example.com',
          'https://*.a.b',
          'https://a.b//c/',
          'https://u:p@a',
        ],
      ),
    })),
  });
  const exposeLevels = () =>
    choices.maybe(0.7, () =>
      choices.list(2, () => choices.value(levels, ['public', ''])),
    );
  return {
    className: choices.value(['default'], ['nothing', '']),
    type: choices.value(types, ['rest', 'Foo', '']),
    version: choices.value([undefined, 'v1'], ['1.0', 'v 1', '../x', 'ü']),
    rest: choices.maybe(0.9, () => ({
      backend: choices.maybe(0.95, backend),
      exposeLevels: exposeLevels(),
      operations: choices.maybe(0.3, () =>
        choices.list(3, () => ({
          path: choices.value(
            ['/books', '/books/{id}', '/books/*', '/'],
            ['books', '/a b', '/{id}.json', '/{', '//a', '/a/../b', '/ü'],
          ),
          method: choices.one(['GET', 'POST', 'DELETE']),
          scopes: choices.maybe(0.3, () =>
            choices.list(2, () => choices.value(['read', 'write'], odd)),
          ),
        })),
      ),
    })),
    grpc: choices.maybe(0.6, () => ({
      backend: backend(),
      exposeLevels: exposeLevels(),
    })),
    tcp: choices.maybe(0.6, () => ({
      backend: backend(),
      exposeLevels: exposeLevels(),
      listenerPort: choices.maybe(0.3, () => choices.one(ports)),
    })),
  };
}

function restPolicy(choices: Choices): object {
  const maybe = <T>(make: () => T) => choices.maybe(0.3, make);
  const headerName = () => choices.value(['X-A', 'X-B'], ['', 'X A', 'ü']);
  const transformations = () =>
    choices.list(2, () => ({
      type: 'json',
      action: choices.value(['addHeader', 'removeHeaders'], ['addFields', '']),
      headerName: headerName(),
      headerValue: choices.value(['1'], ['', '\n', 'ü', 'x'.repeat(5000)]),
      headers: choices.list(2, headerName),
    }));
  return {
    rateLimit: maybe(() => ({
      requests: choices.value([10], [0, -1, 4294967296, 2 ** 40]),
      window: choices.value(
        ['1m', '1s'],
        ['90s', '24h', '0s', '-1m', '1d', ''],
      ),
    })),
    authentication: maybe(() => ({
      type: choices.value(['jwt', 'oauth2', 'apikey', 'basic'], ['JWT', '']),
      jwt: choices.maybe(0.8, () => ({
        jwks: choices.value(
          ['https://idp.test/jwks'],
          [
            '',
            'idp.test',
            ' https://IDP.test ',
            `https://a/${'x'.repeat(300)}`,
          ],
        ),
        issuer: choices.value(['https://idp.test'], ['', 'a b', 'https://']),
        audience: choices.maybe(0.5, () => choices.list(9, () => 'a')),
      })),
      oauth2: choices.maybe(0.8, () => ({
        tokenUrl: 'https://idp.test/token',
        scopes: choices.maybe(0.5, () =>
          choices.list(2, () => choices.value(['read'], odd)),
        ),
      })),
      apikey: choices.maybe(0.8, () => ({
        header: choices.maybe(0.6, headerName),
        queryParam: choices.maybe(0.3, () => choices.value(['key'], odd)),
        secretRef: choices.value(['keys'], odd),
      })),
      basic: choices.maybe(0.8, () => ({
        secretRef: choices.value(['users'], odd),
      })),
    })),
    cors: maybe(() => ({
      allowOrigins: choices.list(2, () =>
        choices.value(
          ['https://shop.example.com', '*', 'https://*.a.b'],
          ['https://a/', 'a.b', '', 'null', 'https://*', 'https://a:70000'],
        ),
      ),
      allowMethods: choices.list(2, () => choices.value(['GET'], odd)),
      allowHeaders: choices.list(2, headerName),
      maxAge: choices.value([60, undefined], [0, -5, 2 ** 40]),
    })),
    security: maybe(() => ({
      allowedIPs: choices.list(2, () =>
        choices.value(
          ['10.0.0.0/8', '2001:db8::/32'],
          [
            '192.0.2.1',
            '10.0.0.0/33',
            '::ffff:10.0.0.0/104',
            '010.0.0.0/8',
            '',
          ],
        ),
      ),
      blockedIPs: choices.maybe(0.3, () => ['192.0.2.0/24']),
      precedence: choices.maybe(0.3, () => 'BlockFirst'),
      requireTLS: choices.maybe(0.3, () => true),
      minTLSVersion: choices.value([undefined, '1.2'], ['1.4', 'TLSv1.3', 'x']),
    })),
    mediation: maybe(() => ({
      requestTransformations: choices.maybe(0.6, transformations),
      responseTransformations: choices.maybe(0.6, transformations),
    })),
    circuitBreaker: maybe(() => circuitBreaker(choices)),
  };
}

/** A pod template as platform engineers and developers write it, with usual mistakes. */
function podTemplate(choices: Choices, isTask = false): object {
  const quantity = () =>
    choices.value(['100m', '128Mi', 1], ['1.5', '0.1Gi', '', '-1', 'a']);
  const handler = () =>
    choices.value<object, object>(
      [
        {
          httpGet: { path: '/', port: choices.value([8080], ['http', '8080']) },
        },
        { tcpSocket: { port: 8080 } },
        { exec: { command: ['true'] } },
      ],
      [{ initialDelaySeconds: 5 }],
    );
  const source = () =>
    choices.one<object>([
      { emptyDir: {} },
      { persistentVolumeClaim: { claimName: 'data' } },
      { configMap: { name: 'extra' } },
    ]);
  const labelKey = () =>
    choices.value(['team'], ['a.test/team', 'my team', 'ü']);
  return {
    metadata: choices.maybe(0.3, () => ({
      annotations: { 'example.com/a': choices.value(['b'], ['', 'ü']) },
      labels: {
        [labelKey()]: choices.value(['blue'], ['', 'My Team', 'x'.repeat(64)]),
      },
    })),
    spec: {
      ...(choices.chance(0.2) && {
        serviceAccountName: choices.value(['robot'], ['My Robot']),
      }),
      ...(choices.chance(0.1) && {
        restartPolicy: choices.value(
          isTask ? ['OnFailure', 'Never'] : ['Always'],
          ['Always', 'OnFailure', ''],
        ),
      }),
      volumes: [
        { name: choices.value(['tmp'], ['data', 'My_Data', '']), ...source() },
      ],
      containers: choices.list(2, () => ({
        name: choices.value(
          ['main', 'proxy'],
          ['My_Proxy', '', 'y'.repeat(64)],
        ),
        image: choices.value(['proxy:1'], [undefined, '', 'Proxy', 'a b']),
        env: choices.list(1, () => ({
          name: choices.value(['A'], ['', 'A=B']),
          value: choices.one(['1', '']),
        })),
        volumeMounts: choices.list(1, () => ({
          name: choices.value(['tmp'], ['data', '']),
          mountPath: choices.value(['/tmp', '/etc/app/a'], ['']),
        })),
        ports: choices.list(1, () => ({
          name: choices.value(['http', undefined], ['ep-8080-tcp']),
          containerPort: choices.one(ports),
        })),
        resources: choices.maybe(0.4, () => ({
          requests: { cpu: quantity(), memory: quantity() },
        })),
        livenessProbe: choices.maybe(0.3, handler),
        lifecycle: choices.maybe(0.1, () => ({
          preStop: { tcpSocket: { port: 8080 } },
        })),
      })),
    },
  };
}

function envOverrides(choices: Choices): object {
  return {
    replicas: choices.maybe(0.3, () => choices.value([1, 3], [0])),
    schedule: choices.maybe(0.2, () =>
      choices.value(['@daily'], ['', 'never']),
    ),
    containers: choices.maybe(0.4, () =>
      choices.record(
        2,
        () => choices.value(['main', 'b'], ['nothing', '']),
        () => ({
          env: choices.maybe(0.6, () =>
            choices.list(2, () => variable(choices)),
          ),
          resources: choices.maybe(0.4, () => ({
            limits: { cpu: choices.value(['1', 2], ['1.5', '', 'a']) },
          })),
        }),
      ),
    ),
    apis: choices.maybe(0.2, () => ({
      api: choices.value(
        [{ rest: { exposeLevels: ['Public'] } }],
        [{ type: 1 }],
      ),
    })),
  };
}

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
