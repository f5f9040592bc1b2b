import type {
  WebApplicationBinding,
  WebApplicationClass,
} from '@promenade/openchoreo-model';
import { deploymentSpecSchema, serviceSpecSchema } from '../../runtime/merge';
import type { FindRouteOwner } from '../../core/effective-binding/apis/route-keys';
import { renderDeployment } from '../workload/deployment';
import { webApplicationEndpoints } from '../routes/endpoint-status';
import type { Hosts } from '../../core/effective-binding/hosts';
import { servicePorts } from '../workload/ports';
import { validateLayers, validateStructure } from '../layers/validate-layers';
import { canonicalResource } from '../../core/manifest';
import type { RenderResult } from '../../core/render-result';
import { renderService } from '../workload/service';
import {
  unsupportedOverrides,
  effectiveSpecOf,
} from '../../core/effective-binding/effective-spec';
import { renderTarget } from '../../core/effective-binding/target';
import { renderWebRoutes } from '../routes/web-route';
import { renderPod, type WorkloadContext } from '../workload/render-pod';

/** All that a WebApplicationBinding is rendered from. */
export interface RenderWebApplicationInput extends WorkloadContext {
  readonly binding: WebApplicationBinding;
  readonly webApplicationClass: WebApplicationClass;
  /** Host names of the binding's environment. */
  readonly hosts: Hosts;
  /** Who else has places at the gateways; nobody by default. */
  readonly findRouteOwner?: FindRouteOwner;
}

/** Renders a WebApplicationBinding: Deployment, Service and the route that browsers come in by. */
export function renderWebApplication({
  binding,
  webApplicationClass,
  hosts,
  findRouteOwner,
  ...context
}: RenderWebApplicationInput): RenderResult {
  const target = renderTarget(binding);
  const { spec, problems } = effectiveSpecOf(binding.spec);
  const { workloadSpec, parameters, envOverrides, releaseState } = spec;
  const workload = renderPod(target, workloadSpec, {
    ...context,
    hosts,
  });
  const service = renderService(
    target,
    webApplicationClass.spec.serviceTemplate,
    servicePorts(workloadSpec.endpoints),
  );
  const routes = renderWebRoutes(target, workloadSpec, hosts, findRouteOwner);
  return {
    resources: [
      renderDeployment(target, {
        ...workload.pod,
        template: webApplicationClass.spec.deploymentTemplate,
        parameters,
        envOverrides,
        isSuspended: releaseState === 'Suspend',
      }),
      ...(service ? [service] : []),
      ...workload.resources,
      ...routes.resources,
    ].map(canonicalResource),
    endpoints: webApplicationEndpoints(
      target,
      workloadSpec,
      hosts,
      routes.resources.length > 0,
    ),
    problems: [
      ...problems,
      ...validateLayers({
        template: webApplicationClass.spec.deploymentTemplate,
        templateField: `WebApplicationClass ${spec.className} spec.deploymentTemplate`,
        parameters,
        envOverrides,
        podTemplate: ['template'],
        schema: deploymentSpecSchema,
      }),
      ...validateStructure(
        webApplicationClass.spec.serviceTemplate,
        `WebApplicationClass ${spec.className} spec.serviceTemplate`,
        serviceSpecSchema,
      ),
      ...unsupportedOverrides(envOverrides, ['schedule']),
      ...workload.problems,
      ...routes.problems,
    ],
  };
}
