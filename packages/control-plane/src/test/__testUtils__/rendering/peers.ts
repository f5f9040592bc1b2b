import type { ServiceBinding } from '@promenade/openchoreo-model';
import { resolveExposures } from '../../../core/effective-binding/apis/exposure';
import { resolveApis } from '../../../core/effective-binding/apis/resolve-apis';
import type {
  ConnectionPeer,
  FindPeer,
} from '../../../core/effective-binding/connections/peer';
import { serviceEndpoints } from '../../../render/routes/endpoint-status';
import type { Hosts } from '../../../core/effective-binding/hosts';
import { renderTarget } from '../../../core/effective-binding/target';

/**
 * The peer of a ServiceBinding. Its endpoints are derived from the declaration, so that services that connect to each
 * other need no status of each other.
 */
function bindingPeer(binding: ServiceBinding, hosts: Hosts): ConnectionPeer {
  const target = renderTarget(binding);
  const { workloadSpec: workload } = binding.spec;
  return {
    project: target.project,
    component: target.component,
    track: target.track,
    namespace: target.namespace,
    labels: target.labels,
    workload,
    endpoints: serviceEndpoints(
      target,
      workload,
      resolveExposures(target, resolveApis(workload, binding.spec.apis))
        .exposures,
      hosts,
    ),
  };
}

/** Finds peers among the ServiceBindings of one environment. */
export function findPeerAmongBindings(
  bindings: readonly ServiceBinding[],
  hosts: Hosts,
): FindPeer {
  return ({ project, component }) => {
    const binding = bindings.find(
      ({ spec: { owner } }) =>
        owner.projectName === project && owner.componentName === component,
    );
    return binding && bindingPeer(binding, hosts);
  };
}
