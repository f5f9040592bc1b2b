import type {
  EffectiveServiceBinding,
  EffectiveWebApplicationBinding,
} from '../../core/effective-binding/effective-binding';
import { unsupportedOverrides } from '../../core/effective-binding/effective-spec';
import type { RenderResult } from '../../core/render-result';
import {
  deploymentSpecSchema,
  serviceSpecSchema,
} from '../../runtime/merge/merge-schema';
import { validateLayers, validateStructure } from '../layers/validate-layers';
import { renderDeployment } from '../workload/deployment';
import { servicePorts } from '../workload/ports';
import { renderPod } from '../workload/render-pod';
import { renderService } from '../workload/service';

/**
 * Renders what Service and WebApplication components have in common: the workload object, its Service, and the objects
 * that the pods depend on.
 *
 * @param renderWorkload - renders the Deployment or StatefulSet
 */
export function renderReplicatedComponent(
  effective: EffectiveServiceBinding | EffectiveWebApplicationBinding,
  renderWorkload = renderDeployment,
): Omit<RenderResult, 'endpoints'> {
  const { binding, target } = effective;
  const { kind, spec } = effective.class;
  const { workloadSpec, parameters, envOverrides, releaseState, className } =
    binding.spec;
  const { pod, resources, problems } = renderPod(effective);
  const service = renderService(
    target,
    spec.serviceTemplate,
    servicePorts(workloadSpec.endpoints),
  );
  return {
    resources: [
      renderWorkload(target, {
        ...pod,
        template: spec.deploymentTemplate,
        parameters,
        envOverrides,
        isSuspended: releaseState === 'Suspend',
      }),
      ...(service ? [service] : []),
      ...resources,
    ],
    problems: [
      ...effective.problems,
      ...validateLayers({
        template: spec.deploymentTemplate,
        templateField: `${kind} ${className} spec.deploymentTemplate`,
        parameters,
        envOverrides,
        podTemplate: ['template'],
        schema: deploymentSpecSchema,
      }),
      ...validateStructure(
        spec.serviceTemplate,
        `${kind} ${className} spec.serviceTemplate`,
        serviceSpecSchema,
      ),
      ...unsupportedOverrides(envOverrides, ['schedule']),
      ...problems,
    ],
  };
}
