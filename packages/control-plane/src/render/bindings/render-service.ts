import { mapToDeclaredFields } from '../../core/effective-binding/apis/resolve-apis';
import type { EffectiveServiceBinding } from '../../core/effective-binding/effective-binding';
import { canonicalResource } from '../../core/manifest';
import type { RenderResult } from '../../core/render-result';
import { renderApis } from '../apis/render-apis';
import { serviceEndpoints } from '../routes/endpoint-status';
import { validateApiPorts } from '../workload/ports';
import { renderReplicatedComponent } from './replicated-component';

/**
 * Renders a ServiceBinding: the Deployment or StatefulSet and its Service, then for each API its routes, security policies
 * and traffic policies.
 */
export function renderService(
  effective: EffectiveServiceBinding,
): RenderResult {
  const { binding, target, hosts, findRouteOwner } = effective;
  const { workloadSpec, apis } = binding.spec;
  const component = renderReplicatedComponent(effective);
  const routed = renderApis(target, {
    apis: effective.apis,
    classes: effective.apiClasses,
    hosts,
    findRouteOwner,
  });
  return {
    resources: [...component.resources, ...routed.resources].map(
      canonicalResource,
    ),
    endpoints: serviceEndpoints(target, workloadSpec, routed.exposures, hosts),
    problems: [
      ...component.problems,
      ...mapToDeclaredFields(routed.problems, workloadSpec, apis),
      ...validateApiPorts(binding),
    ],
  };
}
