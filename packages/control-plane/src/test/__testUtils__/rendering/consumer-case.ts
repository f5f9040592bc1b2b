import { renderConsumerRoutes } from '../../../render/connections/render-consumer-routes';
import { type Consumer } from '../../../core/effective-binding/connections/peer';
import type { RenderResult } from '../../../core/render-result';
import { renderTarget } from '../../../core/effective-binding/target';
import {
  effectiveServiceCase,
  renderCase,
  restApi,
  serviceBinding,
} from './service-case';

const apis = {
  api: restApi({
    exposeLevels: ['Organization', 'Public'],
    operations: [{ path: '/books/{id}', method: 'GET' }],
  }),
};

/** A class with authentication, a rate limit and a circuit breaker. */
const policies = {
  default: {
    defaults: {
      authentication: {
        type: 'apikey',
        apikey: { header: 'X-Key', secretRef: 'callers' },
      },
      rateLimit: { requests: 5, window: '1m' },
      circuitBreaker: { enabled: true, maxConnections: 3 },
    },
  },
};

const owner = { projectName: 'stock', componentName: 'backend' };

/** Component `backend` of project `stock`, which exposes its endpoint `api` at the levels Organization and Public. */
export const exposedBackend = serviceBinding({ apis, binding: { owner } });

/** The connection `store` to that endpoint, of a component of project `shop`. */
export function consumer(component: string, more: object): Consumer {
  return {
    target: renderTarget({
      metadata: { name: component, namespace: 'acme' },
      spec: {
        owner: { projectName: 'shop', componentName: component },
        environment: 'development',
      },
    }),
    name: 'store',
    connection: {
      type: 'api',
      params: { ...owner, endpoint: 'api' },
      inject: { env: [] },
      ...more,
    },
  };
}

/** Renders the backend and its routes for these consumers. */
export function routesFor(...consumers: Consumer[]): RenderResult {
  const given = { apis, policies, binding: { owner } };
  const effective = { ...effectiveServiceCase(given), consumers };
  const rendered = renderCase(given);
  return {
    ...rendered,
    resources: renderConsumerRoutes(rendered.resources, effective),
  };
}
