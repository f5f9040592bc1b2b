import {
  defaultTrack,
  type EndpointAccess,
  type EndpointStatus,
  type WorkloadConnection,
} from '@promenade/openchoreo-model';
import { pendingConnection, warning, type Problem } from '../../problem';
import { endpointAccess } from '../endpoint-uri';
import type { RenderTarget } from '../target';
import type { ConnectionContext } from './connection-context';
import {
  isVisibleToOtherProjects,
  targetComponent,
  type ConnectionPeer,
} from './peer';
import type {
  ComponentTarget,
  ResolvedConnection,
} from './resolved-connection';

/** Resolves the endpoint that a connection to a component points at, or reports what the connection waits for. */
export function resolveComponentTarget(
  source: RenderTarget,
  connection: WorkloadConnection,
  field: string,
  { findPeer }: ConnectionContext,
): {
  resolved?: Pick<ResolvedConnection, 'target' | 'access'>;
  problems: Problem[];
} {
  const pending = (member: string, message: string) => ({
    problems: [pendingConnection(`${field}.params${member}`, message)],
  });
  const { component, environment } = source;
  const wanted = targetComponent(connection, source.project);
  if (!wanted) {
    return pending(
      '.componentName',
      `A connection of ${component} (${field}) is of type ${connection.type} and names no component. Set its params.componentName.`,
    );
  }
  const endpointName = connection.params?.endpoint ?? '';
  const peer = findPeer(wanted);
  const track =
    wanted.track === defaultTrack ? '' : ` in the track ${wanted.track}`;
  const description = `${component} connects to ${wanted.component}${
    wanted.project === source.project ? '' : ` of project ${wanted.project}`
  }${track} (endpoint ${endpointName || 'not named'})`;
  if (!peer) {
    return pending(
      '.componentName',
      `${description}, which is not deployed in ${environment}. Deploy or promote ${wanted.component} there; the connection is then resolved automatically.`,
    );
  }
  const endpoint = peer.endpoints.find(({ name }) => name === endpointName);
  const resolved = endpoint && resolveAddress(source, peer, endpoint);
  if (!resolved) {
    const names = peer.endpoints.map(({ name }) => name).join(', ') || 'none';
    return pending(
      '.endpoint',
      `${description}, which has no such endpoint in ${environment}; it has: ${names}. Deploy or promote a release of ${wanted.component} that has it, or correct the connection.`,
    );
  }
  if (
    resolved.target.via === 'Pods' &&
    peer.isEnforced &&
    !isVisibleToOtherProjects(peer, endpointName)
  ) {
    return pending(
      '.endpoint',
      `${description}, which is visible only inside its project in ${environment}: the network policies of that project deny other traffic. Add organization to the visibility of the endpoint, or expose an API of it at level Organization; the connection is then resolved automatically.`,
    );
  }
  const isItself =
    peer.project === source.project &&
    peer.component === component &&
    peer.track === source.track;
  return {
    resolved,
    problems: isItself
      ? [
          warning(
            `${field}.params.componentName`,
            `${component} connects to itself, and another of its pods may answer; call localhost to reach the same pod, or remove the connection`,
          ),
        ]
      : [],
  };
}

/**
 * Inside a project, the short name of the Service resolves. From another project, calls go to the organization's
 * gateway where the endpoint is offered there, else to the full name of the Service.
 */
function resolveAddress(
  source: RenderTarget,
  peer: ConnectionPeer,
  endpoint: EndpointStatus,
): { target: ComponentTarget; access: EndpointAccess } | undefined {
  const { project, organization } = endpoint;
  const by = (via: ComponentTarget['via'], access: EndpointAccess) => ({
    target: { kind: 'component' as const, peer, endpoint, via },
    access,
  });
  if (peer.namespace === source.namespace) {
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
