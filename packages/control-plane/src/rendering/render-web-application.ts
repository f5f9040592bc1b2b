import type {
  WebApplicationBinding,
  WebApplicationClass,
} from '@promenade/openchoreo-model';
import { resolveConnections, type FindPeer } from './connections';
import { containersOf } from './containers';
import { renderDeployment } from './deployment';
import { webApplicationEndpoints } from './endpoint-status';
import type { Hosts } from './hosts';
import { portsOf } from './ports';
import { inFixedOrder } from './manifest';
import type { RenderResult } from './render-result';
import { renderService } from './service';
import { renderTarget } from './target';
import { renderWebRoutes } from './web-route';

/** All that a WebApplicationBinding is rendered from. */
export interface RenderWebApplicationInput {
  readonly binding: WebApplicationBinding;
  readonly webApplicationClass: WebApplicationClass;
  /** Host names of the binding's environment. */
  readonly hosts: Hosts;
  readonly findPeer: FindPeer;
}

/** Renders a WebApplicationBinding: Deployment, Service and the route that browsers come in by. */
export function renderWebApplication({
  binding,
  webApplicationClass,
  hosts,
  findPeer,
}: RenderWebApplicationInput): RenderResult {
  const target = renderTarget(binding);
  const { workloadSpec, releaseState } = binding.spec;
  const connections = resolveConnections(target, workloadSpec, findPeer);
  const { containers, problems } = containersOf(workloadSpec, connections.env);
  const service = renderService(
    target,
    webApplicationClass.spec.serviceTemplate,
    portsOf(workloadSpec.endpoints),
  );
  const routes = renderWebRoutes(target, workloadSpec, hosts);
  return {
    resources: [
      renderDeployment(target, {
        template: webApplicationClass.spec.deploymentTemplate,
        containers,
        suspended: releaseState === 'Suspend',
      }),
      ...(service ? [service] : []),
      ...routes.resources,
    ].map(inFixedOrder),
    endpoints: webApplicationEndpoints(target, workloadSpec, hosts),
    problems: [...connections.problems, ...problems, ...routes.problems],
  };
}
