import { findBinding } from '../component-type/bindings';
import { findIsolation } from '../isolation/find-isolation';
import { FindPeer } from './connections/peer';
import { renderTarget } from './target';
import { Read } from '../../runtime/read';
import { Binding } from '../binding/binding';

/** Where the connections of a binding lead: to what other components offer in the same environment and organization. */
export function peersOf(read: Read, { metadata, spec }: Binding): FindPeer {
  const organization = metadata.namespace ?? '';
  const { environment } = spec;
  return ({ project, component }) => {
    const owner = { projectName: project, componentName: component };
    const peer = findBinding(read, organization, owner, environment)?.binding;
    const endpoints = peer?.status?.endpoints;
    if (!peer || !endpoints?.length) {
      return undefined;
    }
    const { namespace, labels } = renderTarget(peer);
    const isolation = findIsolation(read, organization, project, environment);
    return {
      project,
      component,
      namespace,
      labels,
      workload: peer.spec.workloadSpec,
      endpoints,
      isEnforced: isolation.mode === 'Enforced',
    };
  };
}
