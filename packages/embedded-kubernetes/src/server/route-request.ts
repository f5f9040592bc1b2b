import { isObject } from '../schema/json';
import { apiVersionOf } from '../api/types';
import { readObject } from './read-body';
import { sendGroup, sendGroups, sendResources } from './discovery';
import type { OpenApi } from './openapi/open-api';
import { sendSwagger } from './openapi/swagger';
import type { ApiRequest, ResourceContext } from './request';
import { handleResource } from './resource-handler';
import { handlePodMetrics, podMetrics } from './pod-metrics';
import { parseResourcePath } from './resource-path';
import { sendJson, sendText } from './respond';
import type { ServerMetrics } from './server-metrics';
import { serverVersion } from './server-version';
import { reviewResources } from './review-resources';
import { methodNotAllowed } from '../api/status-error';

/** The handlers of requests. */
export interface Routes extends ResourceContext {
  metrics: ServerMetrics;
  openApi: OpenApi;
}

/** Routes a request by its path. */
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
      if (rest[0] === 'v3' && routes.openApi.handle(request, rest.slice(1))) {
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
  const review = reviewResources.find(
    resource =>
      resource.group === group &&
      resource.version === version &&
      resource.plural === plural,
  );
  if (review && depth === 2) {
    if (request.method !== 'POST') throw methodNotAllowed();
    const body = await readObject(request, review.kind);
    const { spec } = isObject(body) ? body : {};
    sendJson(request, 201, {
      kind: review.kind,
      apiVersion: apiVersionOf(review),
      metadata: { creationTimestamp: null },
      ...(spec === undefined ? {} : { spec }),
      status: review.review(spec),
    });
    return true;
  }
  if (
    group === podMetrics.group &&
    version === podMetrics.version &&
    handlePodMetrics(routes, request)
  ) {
    return true;
  }
  const resource = parseResourcePath(registry, path);
  if (!resource) return false;
  request.resource = resource;
  await handleResource(routes, request, resource);
  return true;
}
