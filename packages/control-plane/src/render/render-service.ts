import type {
  APIClass,
  ServiceBinding,
  ServiceClass,
} from '@promenade/openchoreo-model';
import { deploymentSpecSchema, serviceSpecSchema } from '../runtime/merge';
import type { TakenBy } from '../core/effective-binding/apis/places';
import { renderApis } from './apis/render-apis';
import {
  apisOf,
  inWrittenFields,
} from '../core/effective-binding/apis/visible-apis';
import { renderDeployment, renderStatefulSet } from './deployment';
import { serviceEndpoints } from './endpoint-status';
import type { Hosts } from '../core/effective-binding/hosts';
import { portsOf } from './ports';
import { unservedPorts } from './ports-check';
import { layerProblems } from './layers-check';
import { inFixedOrder } from '../core/manifest';
import type { RenderResult } from './render-result';
import { renderService as renderServiceObject } from './service';
import {
  unsupportedOverrides,
  effectiveSpecOf,
} from '../core/effective-binding/effective-spec';
import { shapeProblems } from './shape-check';
import { renderTarget } from '../core/effective-binding/target';
import { workloadPod, type WorkloadSurroundings } from './workload-pod';

/** All that a ServiceBinding is rendered from. */
export interface RenderServiceInput extends WorkloadSurroundings {
  readonly binding: ServiceBinding;
  readonly serviceClass: ServiceClass;
  /** The APIClasses that the binding's APIs name, by name. */
  readonly apiClasses: { readonly [name: string]: APIClass };
  /** Host names of the binding's environment. */
  readonly hosts: Hosts;
  /** Who else has places at the gateways; nobody by default. */
  readonly takenBy?: TakenBy;
}

/**
 * Renders a ServiceBinding: Deployment (or StatefulSet, as its class says), Service, then for each API its routes,
 * security policies and traffic policies.
 */
export function renderService({
  binding: released,
  serviceClass,
  apiClasses,
  hosts,
  takenBy,
  ...surroundings
}: RenderServiceInput): RenderResult {
  const { spec, problems } = effectiveSpecOf(released.spec);
  const binding = { ...released, spec };
  const target = renderTarget(binding);
  const { workloadSpec, apis, parameters, envOverrides, releaseState } = spec;
  const workload = workloadPod(target, workloadSpec, {
    ...surroundings,
    hosts,
  });
  const renderReplicas =
    serviceClass.spec.workloadKind === 'StatefulSet'
      ? renderStatefulSet
      : renderDeployment;
  const service = renderServiceObject(
    target,
    serviceClass.spec.serviceTemplate,
    portsOf(workloadSpec.endpoints),
  );
  const routed = renderApis(target, {
    apis: apisOf(workloadSpec, apis),
    classes: apiClasses,
    hosts,
    takenBy,
  });
  return {
    resources: [
      renderReplicas(target, {
        ...workload.pod,
        template: serviceClass.spec.deploymentTemplate,
        parameters,
        envOverrides,
        suspended: releaseState === 'Suspend',
      }),
      ...(service ? [service] : []),
      ...workload.resources,
      ...routed.resources,
    ].map(inFixedOrder),
    endpoints: serviceEndpoints(target, workloadSpec, routed.placed, hosts),
    problems: [
      ...problems,
      ...layerProblems({
        template: serviceClass.spec.deploymentTemplate,
        templateField: `ServiceClass ${spec.className} spec.deploymentTemplate`,
        parameters,
        envOverrides,
        podTemplate: ['template'],
        schema: deploymentSpecSchema,
      }),
      ...shapeProblems(
        serviceClass.spec.serviceTemplate,
        `ServiceClass ${spec.className} spec.serviceTemplate`,
        serviceSpecSchema,
      ),
      ...unsupportedOverrides(envOverrides, ['schedule']),
      ...workload.problems,
      ...inWrittenFields(routed.problems, workloadSpec, apis),
      ...unservedPorts(binding),
    ],
  };
}
