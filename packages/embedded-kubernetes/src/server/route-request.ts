import { isObject } from '../schema/json';
import { methodNotAllowed } from '../api/status-errors';
import { apiVersionOf } from '../api/types';
import { readObject } from './read-body';
import { sendGroup, sendGroups, sendResources } from './discovery';
import type { OpenApi } from './openapi/open-api';
import { sendSwagger } from './openapi/swagger';
import type { ApiRequest } from './request';
import type { ResourceContext } from './resource-context';
import { handleResource } from './resource-handler';
import { parseResourcePath } from './resource-path';
import { sendJson, sendText } from './respond';
import type { ServerMetrics } from './server-metrics';
import { serverVersion } from './server-version';
import { virtualResources } from './review-resources';

/** What requests are routed to. */
export interface Routes extends ResourceContext {
  metrics: ServerMetrics;
  openApi: OpenApi;
}

/** Finds who answers a request, by its path. */
export async function routeRequest(
  routes: Routes,
  request: ApiRequest,
): Promise<void> {
  const { registry } = routes.lifecycle;
  const [root = '', ...rest] = request.path;
  switch (root) {
    case 'api':
    case 'apis':
      if (await routeApi(routes, request)) return;
      break;
    case 'openapi':
      if (rest[0] === 'v3' && routes.openApi.answer(request, rest.slice(1))) {
        return;
      }
      if (rest.join('/') === 'v2') {
        sendSwagger(request);
        return;
      }
      break;
    case 'version':
      sendJson(request, 200, serverVersion);
      return;
    case 'healthz':
    case 'livez':
    case 'readyz':
      sendText(request, 200, 'ok');
      return;
    case 'metrics':
      sendText(request, 200, routes.metrics.render());
      return;
    case '':
      sendJson(request, 200, {
        paths: [
          '/api',
          '/api/v1',
          '/apis',
          ...registry
            .groups()
            .filter(group => group.name !== '')
            .map(group => `/apis/${group.name}`),
          '/healthz',
          '/livez',
          '/metrics',
          '/openapi/v2',
          '/openapi/v3',
          '/readyz',
          '/version',
        ],
      });
      return;
    default:
  }
  sendText(request, 404, '404 page not found\n');
}

async function routeApi(routes: Routes, request: ApiRequest): Promise<boolean> {
  const { path } = request;
  const { registry } = routes.lifecycle;
  const core = path[0] === 'api';
  const depth = path.length - (core ? 1 : 2);
  const [group, version, plural] = core
    ? ['', ...path.slice(1)]
    : path.slice(1);
  if (path.length === 1) {
    sendGroups(request, registry);
    return true;
  }
  if (depth === 0) return sendGroup(request, registry, group);
  if (depth === 1) return sendResources(request, registry, group, version);
  const virtual = virtualResources.find(
    resource =>
      resource.group === group &&
      resource.version === version &&
      resource.plural === plural,
  );
  if (virtual && depth === 2) {
    if (request.method !== 'POST') throw methodNotAllowed();
    const question = await readObject(request, virtual.kind);
    const asked = isObject(question) ? question : {};
    sendJson(request, 201, {
      kind: virtual.kind,
      apiVersion: apiVersionOf(virtual),
      metadata: { creationTimestamp: null },
      ...(asked.spec === undefined ? {} : { spec: asked.spec }),
      status: virtual.answer(asked.spec),
    });
    return true;
  }
  const resource = parseResourcePath(registry, path);
  if (!resource) return false;
  request.resource = resource;
  await handleResource(routes, request, resource);
  return true;
}
