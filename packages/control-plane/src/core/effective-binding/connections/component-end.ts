import type {
  EndpointAccess,
  EndpointStatus,
  WorkloadConnection,
} from '@promenade/openchoreo-model';
import { endpointAccess } from '../endpoint-uri';
import { pendingConnection, warning, type Problem } from '../../problem';
import type { RenderTarget } from '../target';
import type { ComponentEnd, Lead } from './lead';
import { connectionTarget, isForOthers, type ConnectionPeer } from './peer';
import type { ConnectionSurroundings } from './surroundings';

/** The endpoint that a connection to a component leads to, or what it waits for. */
export function componentEnd(
  target: RenderTarget,
  connection: WorkloadConnection,
  field: string,
  { findPeer }: ConnectionSurroundings,
): { end?: Pick<Lead, 'end' | 'access'>; problems: Problem[] } {
  const pending = (member: string, message: string) => ({
    problems: [pendingConnection(`${field}.params${member}`, message)],
  });
  const { component, environment } = target;
  const wanted = connectionTarget(connection, target.project);
  if (!wanted) {
    return pending(
      '.componentName',
      `A connection of ${component} (${field}) is of type ${connection.type} and names no component. Name one in its params.componentName.`,
    );
  }
  const endpointName = connection.params?.endpoint ?? '';
  const peer = findPeer(wanted);
  const leads = `${component} connects to ${
    wanted.project === target.project
      ? wanted.component
      : `${wanted.component} of project ${wanted.project}`
  } (endpoint ${endpointName || 'not named'})`;
  if (!peer) {
    return pending(
      '.componentName',
      `${leads}, which does not run in ${environment}. Deploy or promote ${wanted.component} there; this goes on by itself then.`,
    );
  }
  const endpoint = peer.endpoints.find(({ name }) => name === endpointName);
  const reached = endpoint && reachedFrom(target, peer, endpoint);
  if (!reached) {
    const names = peer.endpoints.map(({ name }) => name).join(', ') || 'none';
    return pending(
      '.endpoint',
      `${leads}, which has no such endpoint in ${environment}; it has: ${names}. Deploy or promote a release of ${wanted.component} that has it, or correct the connection.`,
    );
  }
  if (
    reached.end.way === 'Pods' &&
    peer.isEnforced &&
    !isForOthers(peer, endpointName)
  ) {
    return pending(
      '.endpoint',
      `${leads}, which that project keeps to itself in ${environment}: its cells refuse what is not offered to others. Add organization to the visibility of the endpoint, or offer an API of it at level Organization; this goes on by itself then.`,
    );
  }
  const isItself =
    peer.project === target.project && peer.component === component;
  return {
    end: reached,
    problems: isItself
      ? [
          warning(
            `${field}.params.componentName`,
            `${component} connects to itself, and may be answered by another of its pods; call localhost to stay inside one, or leave the connection out`,
          ),
        ]
      : [],
  };
}

/**
 * Inside a project the Service's short name does. From another project it does
 * not resolve: the organization's gateway is the way, where the endpoint is
 * offered there, else the Service's full name.
 */
function reachedFrom(
  target: RenderTarget,
  peer: ConnectionPeer,
  endpoint: EndpointStatus,
): { end: ComponentEnd; access: EndpointAccess } | undefined {
  const { project, organization } = endpoint;
  const by = (way: ComponentEnd['way'], access: EndpointAccess) => ({
    end: { kind: 'component' as const, peer, endpoint, way },
    access,
  });
  if (peer.namespace === target.namespace) {
    return project && by('Cell', project);
  }
  if (organization) return by('Gateway', organization);
  if (!project) return undefined;
  const { host, port, scheme } = project;
  return by(
    'Pods',
    endpointAccess({
      host: `${host}.${peer.namespace}.svc.cluster.local`,
      port,
      scheme,
    }),
  );
}
