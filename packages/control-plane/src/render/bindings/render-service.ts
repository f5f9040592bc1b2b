import {
  deploymentSpecSchema,
  serviceSpecSchema,
} from '../../runtime/merge/merge-schema';
import { renderApis } from '../apis/render-apis';
import { mapToDeclaredFields } from '../../core/effective-binding/apis/resolve-apis';
import { renderDeployment, renderStatefulSet } from '../workload/deployment';
import { serviceEndpoints } from '../routes/endpoint-status';
import { servicePorts, validateApiPorts } from '../workload/ports';
import { validateLayers, validateStructure } from '../layers/validate-layers';
import { canonicalResource } from '../../core/manifest';
import type { RenderResult } from '../../core/render-result';
import { renderService as renderServiceObject } from '../workload/service';
import { unsupportedOverrides } from '../../core/effective-binding/effective-spec';
import { renderPod } from '../workload/render-pod';
import { EffectiveServiceBinding } from '../../core/effective-binding/effective-binding';

/**
 * Renders a ServiceBinding: Deployment (or StatefulSet, as its class says), Service, then for each API its routes,
 * security policies and traffic policies.
 */
export function renderService(
  effective: EffectiveServiceBinding,
): RenderResult {
  const { binding, target, hosts, findRouteOwner } = effective;
  const serviceClass = effective.class;
  const {
    workloadSpec,
    apis,
    parameters,
    envOverrides,
    releaseState,
    className,
  } = binding.spec;
  const workload = renderPod(effective);
  const renderReplicas =
    serviceClass.spec.workloadKind === 'StatefulSet'
      ? renderStatefulSet
      : renderDeployment;
  const service = renderServiceObject(
    target,
    serviceClass.spec.serviceTemplate,
    servicePorts(workloadSpec.endpoints),
  );
  const routed = renderApis(target, {
    apis: effective.apis,
    classes: effective.apiClasses,
    hosts,
    findRouteOwner,
  });
  return {
    resources: [
      renderReplicas(target, {
        ...workload.pod,
        template: serviceClass.spec.deploymentTemplate,
        parameters,
        envOverrides,
        isSuspended: releaseState === 'Suspend',
      }),
      ...(service ? [service] : []),
      ...workload.resources,
      ...routed.resources,
    ].map(canonicalResource),
    endpoints: serviceEndpoints(target, workloadSpec, routed.exposures, hosts),
    problems: [
      ...effective.problems,
      ...validateLayers({
        template: serviceClass.spec.deploymentTemplate,
        templateField: `ServiceClass ${className} spec.deploymentTemplate`,
        parameters,
        envOverrides,
        podTemplate: ['template'],
        schema: deploymentSpecSchema,
      }),
      ...validateStructure(
        serviceClass.spec.serviceTemplate,
        `ServiceClass ${className} spec.serviceTemplate`,
        serviceSpecSchema,
      ),
      ...unsupportedOverrides(envOverrides, ['schedule']),
      ...workload.problems,
      ...mapToDeclaredFields(routed.problems, workloadSpec, apis),
      ...validateApiPorts(binding),
    ],
  };
}
