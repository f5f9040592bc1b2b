import { cellNamespace } from '@promenade/openchoreo-model';
import { bindingIn } from '../component-type/bindings';
import { FindPeer } from '../rendering';
import { Read } from '../runtime/read';
import { Binding } from './binding';

/** Where the connections of a binding lead: to what other components offer in the same environment and organization. */
export function peersOf(read: Read, { metadata, spec }: Binding): FindPeer {
  const organization = metadata.namespace ?? '';
  const { environment } = spec;
  return ({ project, component }) => {
    const owner = { projectName: project, componentName: component };
    const peer = bindingIn(read, organization, owner, environment);
    const endpoints = peer?.binding.status?.endpoints;
    return endpoints?.length
      ? {
          project,
          component,
          namespace: cellNamespace(organization, project, environment),
          endpoints,
        }
      : undefined;
  };
}
