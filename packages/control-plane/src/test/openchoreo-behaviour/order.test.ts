import {
  apiBindingSchema,
  apiClassSchema,
  apiSchema,
  configurationGroupSchema,
  webApplicationBindingSchema,
  webApplicationClassSchema,
} from '@promenade/openchoreo-model';
import { isJsonObject, type JsonObject } from '../../runtime/json';
import { resolveHosts } from '../../core/effective-binding/hosts';
import { renderApi } from '../../render/apis/render-api';
import { renderWebApplication } from '../../render/bindings/render-web-application';
import { type RenderResult } from '../../core/render-result';
import { renderCase, restApi } from '../__testUtils__/rendering/service-case';
import { seededRandom } from '../__testUtils__/seeded-random';
import { shuffleMembers } from '../__testUtils__/rendering/shuffle-members';
import { resolveBinding } from '../../core/effective-binding/effective-binding';
import { testLookups } from '../__testUtils__/rendering/test-lookups';
import { renderTaskCase } from '../__testUtils__/rendering/task-case';

const apiVersion = 'openchoreo.dev/v1alpha1';
const image = 'registry.test/app:1';
const hosts = resolveHosts('development');

const fromGroup = (key: string) => ({
  valueFrom: { configurationGroupRef: { name: 'settings', key } },
});

const containers = {
  main: {
    image,
    env: [
      { key: 'LEVEL', value: 'info' },
      { key: 'HOST', ...fromGroup('host') },
    ],
    files: [
      { mountPath: '/etc/app.ini', value: 'a=b' },
      { mountPath: '/etc/port', ...fromGroup('port') },
    ],
  },
  zeta: { image, args: ['--quiet'] },
  alpha: {
    image,
    command: ['/alpha'],
    env: [{ key: 'GONE', ...fromGroup('gone') }],
  },
};

const endpoints = {
  web: { type: 'HTTP', port: 80 },
  api: { type: 'REST', port: 8080 },
  stats: { type: 'HTTP', port: 9000, container: 'zeta', targetPort: 9 },
  names: { type: 'UDP', port: 53 },
  more: { type: 'TCP', port: 53 },
};

const connections = Object.fromEntries(
  ['store', 'bank', 'mail'].map(name => [
    name,
    {
      type: 'external',
      external: { host: `${name}.test`, port: 443, protocol: 'https' },
      inject: { env: [{ name: name.toUpperCase(), value: '{{ .url }}' }] },
    },
  ]),
);

const podTemplate = {
  metadata: { annotations: { b: '2', a: '1' } },
  spec: {
    nodeSelector: { zone: 'a', disk: 'ssd' },
    containers: [
      {
        name: 'main',
        resources: {
          requests: { memory: '64Mi', cpu: '100m' },
          limits: { memory: '128Mi', cpu: 1 },
        },
      },
      { name: 'proxy', image },
    ],
  },
};

const classTemplates = {
  deploymentTemplate: { replicas: 2, template: podTemplate },
  serviceTemplate: { sessionAffinity: 'ClientIP' },
};

const envOverrides = {
  containers: {
    zeta: { env: [{ key: 'A', value: '1' }] },
    main: { resources: { limits: { memory: '1Gi', cpu: '2' } } },
  },
};

const restPolicy = {
  public: {
    rateLimit: { requests: 5, window: '1m' },
    security: { allowedIPs: ['10.0.0.0/8'] },
  },
  defaults: {
    cors: { allowOrigins: ['*'], maxAge: 60 },
    circuitBreaker: { enabled: true, maxConnections: 5, maxParallelRetries: 1 },
  },
};

const apis = {
  stats: {
    type: 'REST',
    className: 'default',
    rest: {
      backend: { port: 9000 },
      exposeLevels: ['Public', 'Organization'],
      operations: [
        { path: '/b', method: 'GET' },
        { path: '/a', method: 'GET' },
      ],
    },
  },
  api: restApi(),
  clash: restApi(),
  calls: { type: 'gRPC', grpc: { backend: { port: 8080 } } },
  broken: { type: 'REST' },
};

const meta = (kind: string, name: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'acme' },
  spec,
});
const owner = { projectName: 'shop', componentName: 'greeter' };

/** Any of the inputs, shuffled. */
type Given = (value: object) => JsonObject;

const configuration = (given: Given) => {
  const group = configurationGroupSchema.parse(
    meta(
      'ConfigurationGroup',
      'settings',
      given({
        environmentGroups: [{ name: 'all', environments: ['development'] }],
        configurations: ['port', 'host'].map(key => ({
          key,
          values: [{ environmentGroupRef: 'all', value: key }],
        })),
      }),
    ),
  );
  return {
    findGroup: (name: string) => (name === 'settings' ? group : undefined),
  };
};

const service = (serviceClass: object) => (given: Given) =>
  renderCase({
    binding: given({ envOverrides }),
    workload: given({ containers, endpoints, connections }),
    apis: given(apis),
    serviceClass: given(serviceClass),
    policies: { default: given(restPolicy) },
    configuration: configuration(given),
  });

const task = (taskClass: object) => (given: Given) =>
  renderTaskCase({
    taskClass: given(taskClass),
    binding: given({ envOverrides, workloadSpec: { containers } }),
    configuration: configuration(given),
  });

const renderings: Record<string, (given: Given) => RenderResult> = {
  'a service': service(classTemplates),
  'a service that keeps state': service({
    ...classTemplates,
    workloadKind: 'StatefulSet',
  }),
  'a web application': given =>
    renderWebApplication(
      resolveBinding(
        webApplicationBindingSchema.parse(
          meta(
            'WebApplicationBinding',
            'site',
            given({
              owner,
              environment: 'development',
              envOverrides,
              workloadSpec: { containers, endpoints, connections },
            }),
          ),
        ),
        webApplicationClassSchema.parse(
          meta('WebApplicationClass', 'default', given(classTemplates)),
        ),
        testLookups({ hosts, configuration: configuration(given) }),
      ),
    ),
  'a scheduled task': task({
    cronJobTemplate: {
      schedule: '0 3 * * *',
      jobTemplate: { spec: { template: podTemplate } },
    },
  }),
  'a task that runs once': task({ jobTemplate: { template: podTemplate } }),
  'an API on its own': given =>
    renderApi({
      binding: apiBindingSchema.parse(
        meta('APIBinding', 'stats', {
          apiName: 'stats',
          apiClassName: 'default',
          environmentName: 'development',
        }),
      ),
      api: apiSchema.parse(
        meta(
          'API',
          'stats',
          given({ owner, environmentName: 'development', ...apis.stats }),
        ),
      ),
      apiClass: apiClassSchema.parse(
        meta('APIClass', 'default', { restPolicy: given(restPolicy) }),
      ),
      hosts,
      service: 'greeter',
      others: [],
    }),
};

const asWritten: Given = value => JSON.parse(JSON.stringify(value));

const byChance = (seed: number): Given => {
  const chance = seededRandom(seed);
  return value => {
    const result = shuffleMembers(asWritten(value), chance);
    return isJsonObject(result) ? result : {};
  };
};

describe('the order of maps does not change the rendering', () => {
  it.each(Object.entries(renderings))('in %s', (_, render) => {
    const once = render(asWritten);
    expect(once.resources.length).toBeGreaterThan(1);
    const expected = JSON.stringify(once);
    for (let seed = 1; seed <= 50; seed += 1) {
      expect(JSON.stringify(render(byChance(seed)))).toBe(expected);
    }
  });
});
