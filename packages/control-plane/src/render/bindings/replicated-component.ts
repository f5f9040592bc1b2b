import type {
  EffectiveServiceBinding,
  EffectiveWebApplicationBinding,
} from '../../core/effective-binding/effective-binding';
import { unsupportedOverrides } from '../../core/effective-binding/effective-spec';
import type { Manifest } from '../../core/manifest';
import { invalid, type Problem } from '../../core/problem';
import type { RenderResult } from '../../core/render-result';
import { jsonAt, jsonListAt } from '../../runtime/json';
import {
  deploymentSpecSchema,
  serviceSpecSchema,
} from '../../runtime/merge/merge-schema';
import { validateNamedPort } from '../layers/validate-containers';
import { validateLayers, validateStructure } from '../layers/validate-layers';
import { renderDeployment, renderStatefulSet } from '../workload/deployment';
import { isPort, servicePorts } from '../workload/ports';
import { renderPod } from '../workload/render-pod';
import { renderService } from '../workload/service';

/** Annotation of pods that `kubectl rollout restart` sets, too: a new value replaces the pods. */
export const restartedAtAnnotation = 'kubectl.kubernetes.io/restartedAt';

/**
 * Renders what Service and WebApplication components have in common: the workload object, its Service, and the objects
 * that the pods depend on.
 */
export function renderReplicatedComponent(
  effective: EffectiveServiceBinding | EffectiveWebApplicationBinding,
): Omit<RenderResult, 'endpoints'> {
  const { binding, target } = effective;
  const { kind, spec } = effective.class;
  const {
    workloadSpec,
    parameters,
    envOverrides,
    releaseState,
    className,
    restartedAt,
  } = binding.spec;
  const { pod, resources, problems } = renderPod(effective);
  const layers = {
    template: spec.deploymentTemplate,
    templateField: `${kind} ${className} spec.deploymentTemplate`,
    parameters,
    envOverrides,
    podTemplate: ['template'],
  };
  const isStateful =
    effective.kind === 'ServiceBinding' &&
    effective.class.spec.workloadKind === 'StatefulSet';
  const workload = (isStateful ? renderStatefulSet : renderDeployment)(target, {
    ...pod,
    annotations: {
      ...pod.annotations,
      ...(restartedAt && { [restartedAtAnnotation]: restartedAt }),
    },
    template: spec.deploymentTemplate,
    parameters,
    envOverrides,
    isSuspended: releaseState === 'Suspend',
  });
  const service = renderService(
    target,
    spec.serviceTemplate,
    servicePorts(workloadSpec.endpoints),
  );
  return {
    resources: [workload, ...(service ? [service] : []), ...resources],
    problems: [
      ...effective.problems,
      ...validateLayers({
        ...layers,
        containers: pod.containers,
        rendered: workload.object,
        schema: deploymentSpecSchema,
      }),
      ...validateStructure(
        spec.serviceTemplate,
        `${kind} ${className} spec.serviceTemplate`,
        serviceSpecSchema,
      ),
      ...validateServicePorts(
        service?.object,
        workload.object,
        `${kind} ${className} spec.serviceTemplate`,
      ),
      ...unsupportedOverrides(envOverrides, ['schedule']),
      ...problems,
    ],
  };
}

/** Validates the ports that a class adds to a Service: numbers, names where there are several, and named target ports. */
function validateServicePorts(
  service: Manifest | undefined,
  workload: Manifest,
  field: string,
): Problem[] {
  const containers = ['containers', 'initContainers'].flatMap(list =>
    jsonListAt(workload.spec, 'template', 'spec', list),
  );
  const ports = jsonListAt(service?.spec, 'ports');
  return ports.flatMap(port => {
    const at = `${field}.ports[${jsonAt(port, 'port')}]`;
    if (!isPort(jsonAt(port, 'port'))) {
      return [
        invalid(`${at}.port`, 'it is not a port; use a number from 1 to 65535'),
      ];
    }
    const targetPort = jsonAt(port, 'targetPort');
    return [
      ...(ports.length > 1 && !jsonAt(port, 'name')
        ? [
            invalid(
              `${at}.name`,
              'the port has no name, and each of several ports needs one; set one',
            ),
          ]
        : []),
      ...(typeof targetPort === 'string'
        ? validateNamedPort(targetPort, `${at}.targetPort`, containers)
        : []),
    ];
  });
}
