import {
  genName,
  nameLimits,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import {
  routeKeys,
  type FindRouteOwner,
} from '../../core/effective-binding/apis/route-keys';
import {
  isPublic,
  webEndpoints,
} from '../../core/effective-binding/apis/web-endpoints';
import type { Hosts } from '../../core/effective-binding/hosts';
import {
  hostName,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import { invalid, warning, type Problem } from '../../core/problem';
import { renderHttpRoute } from './http-route';

/**
 * Renders the routes of a web application. All endpoints share one host, so that there is one route. Of several public
 * endpoints, an HTTP one takes it, then the first by name.
 */
export function renderWebRoutes(
  target: RenderTarget,
  workload: WorkloadTemplate,
  hosts: Hosts,
  findRouteOwner: FindRouteOwner = () => undefined,
): { resources: ReleaseResource[]; problems: Problem[] } {
  const resources: ReleaseResource[] = [];
  const problems: Problem[] = [];
  const routed = new Map<string, string>();
  for (const [name, { port, visibility }] of webEndpoints(workload)) {
    if (visibility?.includes('organization')) {
      problems.push(
        warning(
          `spec.workloadSpec.endpoints.${name}.visibility`,
          'a web application is either public or not exposed; remove organization, or use a Service',
        ),
      );
    }
    if (!isPublic(visibility)) continue;
    const path = '/';
    const other = routed.get(path);
    if (other !== undefined) {
      problems.push(
        warning(
          `spec.workloadSpec.endpoints.${name}`,
          `path ${path} of the host is already taken by endpoint "${other}", so "${name}" has no route; move it to another component`,
        ),
      );
      continue;
    }
    routed.set(path, name);
    const gateway = hosts.webApplication(hostName(target));
    if (gateway.problem) {
      problems.push(gateway.problem);
      continue;
    }
    const route = renderHttpRoute(target, {
      name: genName(nameLimits.resource, target.binding, name, 'httproute'),
      gateway,
      path,
      rewriteTo: '/',
      backendRef: { name: target.serviceName, port },
    });
    const owner = routeKeys(route.object).flatMap(
      place => findRouteOwner(place) ?? [],
    )[0];
    if (owner === undefined) {
      resources.push(route);
    } else {
      problems.push(
        invalid(
          `spec.workloadSpec.endpoints.${name}`,
          `host ${gateway.host} is already taken by ${owner}; rename the component, or remove public from the visibility of the endpoint`,
        ),
      );
    }
  }
  return { resources, problems };
}
