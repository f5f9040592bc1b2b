import { Binding } from '../binding/binding';
import { bindingIn } from '../component-type/bindings';
import { Hosts, RenderResult, renderTarget } from '../rendering';
import { Read } from '../runtime/read';
import { FindCellPeer } from './connection-rules';
import { isolate } from './isolate';
import { isolationIn } from './isolation-in';

/** What a binding comes to, with the policy of its cell where the project asks for one. */
export function inItsCell(
  rendered: RenderResult,
  binding: Binding,
  hosts: Hosts,
  read: Read,
): RenderResult {
  const { metadata, spec } = binding;
  const organization = metadata.namespace ?? '';
  const isolation = isolationIn(
    read,
    organization,
    spec.owner.projectName,
    spec.environment,
  );
  return isolation.mode === 'Off'
    ? rendered
    : isolate(
        rendered,
        {
          target: renderTarget(binding),
          workload: spec.workloadSpec,
          apis: spec.apis,
          hosts,
          findCellPeer: cellPeersOf(read, organization, spec.environment),
        },
        isolation,
      );
}

function cellPeersOf(
  read: Read,
  organization: string,
  environment: string,
): FindCellPeer {
  return ({ project, component }) => {
    const owner = { projectName: project, componentName: component };
    const peer = bindingIn(read, organization, owner, environment)?.binding;
    return (
      peer && {
        target: renderTarget(peer),
        workload: peer.spec.workloadSpec,
        endpoints: peer.status?.endpoints ?? [],
      }
    );
  };
}
