import type {
  EffectiveBinding,
  EffectiveComponentBinding,
} from '../../core/effective-binding/effective-binding';
import { mapToOverrideFields } from '../../core/effective-binding/override-fields';
import type { RenderResult } from '../../core/render-result';
import { renderConsumerRoutes } from '../connections/render-consumer-routes';
import { addNetworkPolicies } from '../networkpolicy/add-network-policies';
import { renderScheduledTask } from './render-scheduled-task';
import { renderService } from './render-service';
import {
  renderTypedComponent,
  withRenderedService,
} from './render-typed-component';
import { renderWebApplication } from './render-web-application';

/** Renders a binding into the resources of its Release, with the routes of its consumers and its network policies. */
export function renderBinding(
  effective: EffectiveComponentBinding,
): RenderResult {
  const component = renderComponent(effective);
  const result = addConnectedResources(
    component,
    effective.kind === 'ComponentBinding'
      ? withRenderedService(effective, component.resources)
      : effective,
  );
  return {
    ...result,
    problems: mapToOverrideFields(
      result.problems,
      effective.binding.spec.envOverrides,
    ),
  };
}

/** Adds what follows from the connections of other components, and the network policies. */
export function addConnectedResources(
  rendered: RenderResult,
  effective: EffectiveBinding,
): RenderResult {
  const consumerRoutes = renderConsumerRoutes(rendered.resources, effective);
  return addNetworkPolicies(
    consumerRoutes.length > 0
      ? { ...rendered, resources: [...rendered.resources, ...consumerRoutes] }
      : rendered,
    effective,
  );
}

/** Renders the objects of a component, without what follows from its connections. */
export function renderComponent(
  effective: EffectiveComponentBinding,
): RenderResult {
  switch (effective.kind) {
    case 'ServiceBinding':
      return renderService(effective);
    case 'WebApplicationBinding':
      return renderWebApplication(effective);
    case 'ScheduledTaskBinding':
      return renderScheduledTask(effective);
    case 'ComponentBinding':
      return renderTypedComponent(effective);
    default:
      throw new Error(`No renderer for ${effective satisfies never}`);
  }
}
