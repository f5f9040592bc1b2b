// The bindings to render: one of each component type, with typical settings.
import { loadPackage } from '../lib/load-package.mjs';

const model = loadPackage('@promenade/openchoreo-model');
const render = path => loadPackage(`packages/control-plane/src/${path}`);
const rendering = {
  ...render('core/effective-binding/effective-binding'),
  ...render('core/effective-binding/hosts'),
  ...render('render/apis/render-api'),
  ...render('render/bindings/render-binding'),
};

const apiVersion = 'openchoreo.dev/v1alpha1';
const owner = { projectName: 'shop', componentName: 'orders' };
const environment = 'development';
const hosts = rendering.resolveHosts(environment);

const object = (schema, kind, name, spec) =>
  model[schema].parse({
    apiVersion,
    kind,
    metadata: { name, namespace: 'bench' },
    spec,
  });

const containers = {
  main: {
    image: 'registry.test/orders:1.0.0',
    env: [
      { key: 'LOG_LEVEL', value: 'info' },
      { key: 'REGION', value: 'eu' },
    ],
  },
  sidecar: { image: 'registry.test/proxy:2.1.0', args: ['--port', '9000'] },
};

const apiClass = object('apiClassSchema', 'APIClass', 'default', {
  restPolicy: {
    defaults: {
      cors: { allowOrigins: ['https://example.test'] },
      rateLimit: { requests: 100, window: '1m' },
      authentication: {
        type: 'jwt',
        jwt: {
          issuer: 'https://idp.test',
          audience: ['orders'],
          jwks: 'https://idp.test/jwks',
        },
      },
    },
    public: { rateLimit: { requests: 10, window: '1m' } },
  },
});

const rest = {
  backend: { port: 8080, basePath: '/orders' },
  exposeLevels: ['Public', 'Organization'],
  operations: [
    { method: 'GET', path: '/orders', scopes: ['orders.read'] },
    { method: 'POST', path: '/orders', scopes: ['orders.write'] },
  ],
};

const service = {
  binding: object('serviceBindingSchema', 'ServiceBinding', 'orders', {
    owner,
    environment,
    workloadSpec: {
      containers,
      endpoints: { api: { type: 'REST', port: 8080 } },
    },
    apis: { api: { type: 'REST', className: 'default', rest } },
  }),
  bindingClass: object('serviceClassSchema', 'ServiceClass', 'default', {
    deploymentTemplate: { replicas: 2 },
    serviceTemplate: { type: 'ClusterIP' },
  }),
};

const webApplication = {
  binding: object(
    'webApplicationBindingSchema',
    'WebApplicationBinding',
    'web',
    {
      owner,
      environment,
      workloadSpec: {
        containers: { main: containers.main },
        endpoints: { page: { type: 'HTTP', port: 8080 } },
      },
    },
  ),
  bindingClass: object(
    'webApplicationClassSchema',
    'WebApplicationClass',
    'default',
    {
      deploymentTemplate: { replicas: 2 },
      serviceTemplate: { type: 'ClusterIP' },
    },
  ),
};

const task = templates => ({
  binding: object(
    'scheduledTaskBindingSchema',
    'ScheduledTaskBinding',
    'report',
    {
      owner,
      environment,
      workloadSpec: { containers: { main: containers.main } },
    },
  ),
  bindingClass: object(
    'scheduledTaskClassSchema',
    'ScheduledTaskClass',
    'default',
    templates,
  ),
});

const cron = task({ cronJobTemplate: { schedule: '0 3 * * *' } });
const job = task({ jobTemplate: { backoffLimit: 2 } });

const api = {
  api: object('apiSchema', 'API', 'orders', {
    owner,
    environmentName: environment,
    type: 'REST',
    rest,
  }),
  binding: object('apiBindingSchema', 'APIBinding', 'orders', {
    apiName: 'orders',
    apiClassName: 'default',
    environmentName: environment,
  }),
  apiClass,
  hosts,
  service: 'orders',
  others: [],
};

const lookups = {
  hosts,
  findApiClass: () => apiClass,
  findPeer: () => undefined,
  findRouteOwner: () => undefined,
  consumers: [],
  isolation: { mode: 'Off' },
};

/** Resolves and renders a binding. */
const renderBinding =
  ({ binding, bindingClass }) =>
  () =>
    rendering.renderBinding(
      rendering.resolveBinding(binding, bindingClass, lookups),
    );

/** Functions that render once, by component type. */
export const cases = {
  Service: renderBinding(service),
  WebApplication: renderBinding(webApplication),
  'ScheduledTask, cron': renderBinding(cron),
  'ScheduledTask, job': renderBinding(job),
  APIBinding: () => rendering.renderApi(api),
};
