import {
  genName,
  nameLimits,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { Hosts } from './hosts';
import { renderHttpRoute } from './http-route';
import type { ReleaseResource } from './manifest';
import { warning, type Problem } from './problem';
import { compareText, sortedEntries } from './sorted';
import type { RenderTarget } from './target';

/**
 * The routes of a web application. All endpoints share one host, so that there
 * is one route for each distinct path: of several endpoints at one path an HTTP
 * one comes first, then the first by name, which is the one a gateway would
 * prefer among equal routes.
 */
export function renderWebRoutes(
  target: RenderTarget,
  workload: WorkloadTemplate,
  hosts: Hosts,
): { resources: ReleaseResource[]; problems: Problem[] } {
  const resources: ReleaseResource[] = [];
  const problems: Problem[] = [];
  const routed = new Map<string, string>();
  const endpoints = sortedEntries(workload.endpoints).sort(
    ([a, { type: typeOfA }], [b, { type: typeOfB }]) =>
      Number(typeOfB === 'HTTP') - Number(typeOfA === 'HTTP') ||
      compareText(a, b),
  );
  for (const [name, { port, visibility }] of endpoints) {
    if (visibility?.includes('organization')) {
      problems.push(
        warning(
          `spec.workloadSpec.endpoints.${name}.visibility`,
          'web applications are offered to the public or not at all; leave organization out, or make it a Service',
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
          `endpoint "${other}" already has ${path} of this host, so that browsers do not reach "${name}"; move it to a component of its own`,
        ),
      );
      continue;
    }
    routed.set(path, name);
    resources.push(
      renderHttpRoute(target, {
        name: genName(nameLimits.resource, target.binding, name, 'httproute'),
        gateway: hosts.webApplication(target.component),
        path,
        rewriteTo: '/',
        backendRef: { name: target.name, port },
      }),
    );
  }
  return { resources, problems };
}

/** A web application is there for the public, unless an endpoint of it says otherwise. */
export function isPublic(visibility: readonly string[] = ['public']): boolean {
  return visibility.includes('public');
}
