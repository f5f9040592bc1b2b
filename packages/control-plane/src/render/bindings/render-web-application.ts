import {
  deploymentSpecSchema,
  serviceSpecSchema,
} from '../../runtime/merge/merge-schema';
import { renderDeployment } from '../workload/deployment';
import { webApplicationEndpoints } from '../routes/endpoint-status';
import { servicePorts } from '../workload/ports';
import { validateLayers, validateStructure } from '../layers/validate-layers';
import { canonicalResource } from '../../core/manifest';
import type { RenderResult } from '../../core/render-result';
import { renderService } from '../workload/service';
import { unsupportedOverrides } from '../../core/effective-binding/effective-spec';
import { renderWebRoutes } from '../routes/web-route';
import { renderPod } from '../workload/render-pod';
import { EffectiveWebApplicationBinding } from '../../core/effective-binding/effective-binding';

/** Renders a WebApplicationBinding: Deployment, Service and the route for browsers. */
export function renderWebApplication(
  effective: EffectiveWebApplicationBinding,
): RenderResult {
  const { binding, target, hosts, findRouteOwner } = effective;
  const webApplicationClass = effective.class;
  const { workloadSpec, parameters, envOverrides, releaseState, className } =
    binding.spec;
  const workload = renderPod(effective);
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
      ...effective.problems,
      ...validateLayers({
        template: webApplicationClass.spec.deploymentTemplate,
        templateField: `WebApplicationClass ${className} spec.deploymentTemplate`,
        parameters,
        envOverrides,
        podTemplate: ['template'],
        schema: deploymentSpecSchema,
      }),
      ...validateStructure(
        webApplicationClass.spec.serviceTemplate,
        `WebApplicationClass ${className} spec.serviceTemplate`,
        serviceSpecSchema,
      ),
      ...unsupportedOverrides(envOverrides, ['schedule']),
      ...workload.problems,
      ...routes.problems,
    ],
  };
}
