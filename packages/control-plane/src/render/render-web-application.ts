import type {
  WebApplicationBinding,
  WebApplicationClass,
} from '@promenade/openchoreo-model';
import { deploymentSpecSchema, serviceSpecSchema } from '../runtime/merge';
import type { TakenBy } from '../core/effective-binding/apis/places';
import { renderDeployment } from './deployment';
import { webApplicationEndpoints } from './endpoint-status';
import type { Hosts } from '../core/effective-binding/hosts';
import { portsOf } from './ports';
import { layerProblems } from './layers-check';
import { inFixedOrder } from '../core/manifest';
import type { RenderResult } from './render-result';
import { renderService } from './service';
import {
  unsupportedOverrides,
  effectiveSpecOf,
} from '../core/effective-binding/effective-spec';
import { shapeProblems } from './shape-check';
import { renderTarget } from '../core/effective-binding/target';
import { renderWebRoutes } from './web-route';
import { workloadPod, type WorkloadSurroundings } from './workload-pod';

/** All that a WebApplicationBinding is rendered from. */
export interface RenderWebApplicationInput extends WorkloadSurroundings {
  readonly binding: WebApplicationBinding;
  readonly webApplicationClass: WebApplicationClass;
  /** Host names of the binding's environment. */
  readonly hosts: Hosts;
  /** Who else has places at the gateways; nobody by default. */
  readonly takenBy?: TakenBy;
}

/** Renders a WebApplicationBinding: Deployment, Service and the route that browsers come in by. */
export function renderWebApplication({
  binding,
  webApplicationClass,
  hosts,
  takenBy,
  ...surroundings
}: RenderWebApplicationInput): RenderResult {
  const target = renderTarget(binding);
  const { spec, problems } = effectiveSpecOf(binding.spec);
  const { workloadSpec, parameters, envOverrides, releaseState } = spec;
  const workload = workloadPod(target, workloadSpec, {
    ...surroundings,
    hosts,
  });
  const service = renderService(
    target,
    webApplicationClass.spec.serviceTemplate,
    portsOf(workloadSpec.endpoints),
  );
  const routes = renderWebRoutes(target, workloadSpec, hosts, takenBy);
  return {
    resources: [
      renderDeployment(target, {
        ...workload.pod,
        template: webApplicationClass.spec.deploymentTemplate,
        parameters,
        envOverrides,
        suspended: releaseState === 'Suspend',
      }),
      ...(service ? [service] : []),
      ...workload.resources,
      ...routes.resources,
    ].map(inFixedOrder),
    endpoints: webApplicationEndpoints(
      target,
      workloadSpec,
      hosts,
      routes.resources.length > 0,
    ),
    problems: [
      ...problems,
      ...layerProblems({
        template: webApplicationClass.spec.deploymentTemplate,
        templateField: `WebApplicationClass ${spec.className} spec.deploymentTemplate`,
        parameters,
        envOverrides,
        podTemplate: ['template'],
        schema: deploymentSpecSchema,
      }),
      ...shapeProblems(
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
