import {
  genName,
  nameLimits,
  type API,
  type APIBinding,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { RenderTarget } from '../../core/effective-binding/target';
import type { Isolation } from '../../core/isolation/isolation';
import { policyId } from '../../core/isolation/replace-network-policy';
import type { RenderResult } from '../../core/render-result';
import { gatewayRules } from './gateway-rules';
import { renderPolicy } from './providers/render-policy';

/** The component that serves an API, in the environment of an APIBinding. */
export interface ServingComponent {
  readonly target: RenderTarget;
  readonly workload: WorkloadTemplate;
  /** Isolation of its cell. */
  readonly isolation: Isolation;
}

/**
 * Adds the network policy of a standalone API: the gateways may call the component that serves it. The policy only adds to
 * the component's own. An API with an external backend needs none.
 */
export function addApiNetworkPolicy(
  rendered: RenderResult,
  { metadata }: APIBinding,
  api: API,
  hosts: Hosts,
  { target, workload, isolation }: ServingComponent,
): RenderResult {
  if (isolation.mode === 'Off') {
    return rendered;
  }
  const ingress = gatewayRules({
    target,
    workload,
    apis: { [api.metadata.name]: api.spec },
    hosts,
    resources: rendered.resources,
  });
  if (ingress.length === 0) {
    return rendered;
  }
  const { object, problems } = renderPolicy(
    { selector: target.labels, ingress, egress: [] },
    {
      name: genName(nameLimits.resource, metadata.name, 'api'),
      namespace: target.namespace,
      labels: target.labels,
    },
    isolation,
  );
  return {
    ...rendered,
    resources: [{ id: policyId(metadata.name), object }, ...rendered.resources],
    problems: [...rendered.problems, ...problems],
  };
}
