import {
  API,
  APIBinding,
  genName,
  nameLimits,
} from '@promenade/openchoreo-model';
import { findBinding } from '../../core/component-type/bindings';
import { Hosts } from '../../core/effective-binding/hosts';
import { RenderResult } from '../../core/render-result';
import { renderTarget } from '../../core/effective-binding/target';
import { Read } from '../../runtime/read';
import { gatewayRules } from './gateway-rules';
import { findIsolation } from '../../core/isolation/find-isolation';
import { policyId } from '../../core/isolation/replace-network-policy';
import { renderPolicy } from './providers/render-policy';

/**
 * What an API that stands on its own comes to, with the policy by which the gateways reach the component that serves it.
 * It only adds to what the component's own policy lets in. A proxy for a foreign backend reaches no pod of the cell.
 */
export function addApiNetworkPolicy(
  rendered: RenderResult,
  { metadata, spec }: APIBinding,
  api: API,
  hosts: Hosts,
  read: Read,
): RenderResult {
  const organization = metadata.namespace ?? '';
  const { owner } = api.spec;
  const isolation = findIsolation(
    read,
    organization,
    owner.projectName,
    spec.environmentName,
  );
  const served = findBinding(read, organization, owner, spec.environmentName);
  if (isolation.mode === 'Off' || !served) {
    return rendered;
  }
  const target = renderTarget(served.binding);
  const ingress = gatewayRules({
    target,
    workload: served.binding.spec.workloadSpec,
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
