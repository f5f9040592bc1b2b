import {
  nameLimits,
  type API,
  type APIBinding,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { DeployedCanary } from '../../core/binding/canary-resources';
import type { Hosts } from '../../core/effective-binding/hosts';
import {
  generateName,
  type RenderTarget,
} from '../../core/effective-binding/target';
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
  /** Its canary, which serves a part of the requests. */
  readonly canary?: Pick<DeployedCanary, 'target' | 'workload'>;
}

/**
 * Adds the network policy of a standalone API: the gateways may call the component that serves it, and its canary. The policy
 * only adds to the component's own. An API with an external backend needs none.
 */
export function addApiNetworkPolicy(
  rendered: RenderResult,
  { metadata }: APIBinding,
  api: API,
  hosts: Hosts,
  { target, workload, isolation, canary }: ServingComponent,
): RenderResult {
  if (isolation.mode === 'Off') {
    return rendered;
  }
  const apis = { [api.metadata.name]: api.spec };
  const releases = [{ target, workload }, ...(canary ? [canary] : [])];
  const policies = releases.flatMap(release => {
    const ingress = gatewayRules({
      ...release,
      routed: { workload, apis },
      hosts,
      resources: rendered.resources,
    });
    if (ingress.length === 0) return [];
    const { namespace, labels, suffix } = release.target;
    return {
      id: policyId(metadata.name, suffix),
      ...renderPolicy(
        { selector: labels, ingress, egress: [] },
        {
          name: generateName(
            release.target,
            nameLimits.resource,
            metadata.name,
            'api',
          ),
          namespace,
          labels,
        },
        isolation,
      ),
    };
  });
  return policies.length === 0
    ? rendered
    : {
        ...rendered,
        resources: [
          ...policies.map(({ id, object }) => ({ id, object })),
          ...rendered.resources,
        ],
        problems: [
          ...rendered.problems,
          ...policies.slice(0, 1).flatMap(({ problems }) => problems),
        ],
      };
}
