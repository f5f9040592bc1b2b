import type { EffectiveWebApplicationBinding } from '../../core/effective-binding/effective-binding';
import { canonicalResource } from '../../core/manifest';
import type { RenderResult } from '../../core/render-result';
import { webApplicationEndpoints } from '../routes/endpoint-status';
import { renderWebRoutes } from '../routes/web-route';
import { renderReplicatedComponent } from './replicated-component';

/** Renders a WebApplicationBinding: the Deployment and its Service, and the route for browsers. */
export function renderWebApplication(
  effective: EffectiveWebApplicationBinding,
): RenderResult {
  const { target, hosts, findRouteOwner } = effective;
  const { workloadSpec } = effective.binding.spec;
  const component = renderReplicatedComponent(effective);
  const routes = renderWebRoutes(target, workloadSpec, hosts, findRouteOwner);
  return {
    resources: [...component.resources, ...routes.resources].map(
      canonicalResource,
    ),
    endpoints: webApplicationEndpoints(
      target,
      workloadSpec,
      hosts,
      routes.resources.length > 0,
    ),
    problems: [...component.problems, ...routes.problems],
  };
}
