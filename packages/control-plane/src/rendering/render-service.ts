import type {
  APIClass,
  ServiceBinding,
  ServiceClass,
} from '@promenade/openchoreo-model';
import { renderApis } from './api/render-apis';
import { resolveConnections, type FindPeer } from './connections';
import { containersOf } from './containers';
import { renderDeployment } from './deployment';
import { serviceEndpoints } from './endpoint-status';
import type { Hosts } from './hosts';
import { portsOf } from './ports';
import { unservedPorts } from './ports-check';
import { inFixedOrder } from './manifest';
import type { RenderResult } from './render-result';
import { renderService as renderServiceObject } from './service';
import { renderTarget } from './target';

/** All that a ServiceBinding is rendered from. */
export interface RenderServiceInput {
  readonly binding: ServiceBinding;
  readonly serviceClass: ServiceClass;
  /** The APIClasses that the binding's APIs name, by name. */
  readonly apiClasses: { readonly [name: string]: APIClass };
  /** Host names of the binding's environment. */
  readonly hosts: Hosts;
  readonly findPeer: FindPeer;
}

/**
 * Renders a ServiceBinding: Deployment, Service, then for each API its routes,
 * security policies and traffic policies.
 */
export function renderService({
  binding,
  serviceClass,
  apiClasses,
  hosts,
  findPeer,
}: RenderServiceInput): RenderResult {
  const target = renderTarget(binding);
  const { workloadSpec, apis, releaseState } = binding.spec;
  const connections = resolveConnections(target, workloadSpec, findPeer);
  const { containers, problems } = containersOf(workloadSpec, connections.env);
  const service = renderServiceObject(
    target,
    serviceClass.spec.serviceTemplate,
    portsOf(workloadSpec.endpoints),
  );
  const routed = renderApis(target, { apis, classes: apiClasses, hosts });
  return {
    resources: [
      renderDeployment(target, {
        template: serviceClass.spec.deploymentTemplate,
        containers,
        suspended: releaseState === 'Suspend',
      }),
      ...(service ? [service] : []),
      ...routed.resources,
    ].map(inFixedOrder),
    endpoints: serviceEndpoints(target, workloadSpec, apis, hosts),
    problems: [
      ...connections.problems,
      ...problems,
      ...routed.problems,
      ...unservedPorts(binding),
    ],
  };
}
