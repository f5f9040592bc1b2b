import type { WorkloadConnection } from '@promenade/openchoreo-model';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { RenderTarget } from '../../core/effective-binding/target';
import {
  addressRange,
  serviceNamespace,
} from '../../core/effective-binding/address';
import { targetComponent } from '../../core/effective-binding/connections/peer';
import { egressGateway } from '../../core/effective-binding/connections/egress';
import {
  type ComponentTarget,
  type ResolvedConnection,
  type ExternalTarget,
} from '../../core/effective-binding/connections/resolved-connection';
import { findPort } from '../workload/ports';
import { warning, type Problem } from '../../core/problem';
import type { Peer, TrafficPort, TrafficRule } from './traffic';

/** What the rules for connections follow from. */
export interface ConnectionRulesInput {
  readonly target: RenderTarget;
  readonly hosts: Hosts;
  /** Where the connections of the component lead. Whoever resolves them says what others wait for. */
  readonly connections: readonly ResolvedConnection[];
}

/** Eastbound and southbound: what the pods of a component may call outside their cell. */
export function connectionRules({ connections, hosts }: ConnectionRulesInput): {
  rules: TrafficRule[];
  problems: Problem[];
} {
  const found = connections.map((connection): ConnectionRules => {
    const { target } = connection;
    return target.kind === 'component'
      ? { rules: eastboundRules(connection, target, hosts) }
      : southboundRules(connection, target);
  });
  return {
    rules: found.flatMap(({ rules = [] }) => rules),
    problems: found.flatMap(({ problems = [] }) => problems),
  };
}

/** Whether a connection leads to a component of another project. */
export function isEastbound(
  connection: WorkloadConnection,
  ownProject: string,
): boolean {
  const { project = ownProject } =
    targetComponent(connection, ownProject) ?? {};
  return project !== ownProject;
}

/** Whether a connection leads out of the platform. */
export function isSouthbound({ type }: WorkloadConnection): boolean {
  return type === 'external' || type === 'managed';
}

interface ConnectionRules {
  readonly rules?: TrafficRule[];
  readonly problems?: Problem[];
}

function eastboundRules(
  { field, spec }: ResolvedConnection,
  { via, peer, endpoint }: ComponentTarget,
  hosts: Hosts,
): TrafficRule[] {
  if (via === 'Cell') return [];
  if (via === 'Gateway') {
    const { name, namespace } = hosts.api.Organization;
    // Its pods listen on another port than its callers use, so that the port is left open.
    return [{ peer: { kind: 'Gateway', name, namespace }, field }];
  }
  return [
    {
      peer: {
        kind: 'Component',
        namespace: peer.namespace,
        labels: peer.labels,
      },
      port: endpointPort(
        peer.workload,
        spec.params?.endpoint ?? '',
        endpoint.project?.port,
      ),
      field,
    },
  ];
}

/** The port of the pods that serve an endpoint. */
export function endpointPort(
  { endpoints = {} }: ComponentTarget['peer']['workload'],
  name: string,
  otherwise?: number,
): TrafficPort | undefined {
  const declared = endpoints[name];
  if (!declared) {
    return otherwise === undefined
      ? undefined
      : { port: otherwise, protocol: 'TCP' };
  }
  const protocol = declared.type === 'UDP' ? 'UDP' : 'TCP';
  const served = findPort(endpoints, declared.port, protocol);
  return { port: served?.targetPort ?? declared.port, protocol };
}

function southboundRules(
  { field }: ResolvedConnection,
  target: ExternalTarget,
): ConnectionRules {
  const { host, port, protocol } = target;
  if (target.via === 'EgressGateway') {
    return {
      rules: [{ peer: { kind: 'Gateway', ...egressGateway }, field }],
    };
  }
  if (host === undefined || port === undefined) {
    return {
      problems: [
        warning(
          target.field,
          'nothing but a secret says where the resource is, so that the cell lets nobody out to it; give its host and port, or add them to spec.cell.egress of the Project',
        ),
      ],
    };
  }
  return {
    rules: [
      {
        peer: externalPeer(host),
        port: {
          port,
          protocol: protocol?.toLowerCase() === 'udp' ? 'UDP' : 'TCP',
        },
        field: target.field,
      },
    ],
  };
}

/** A Service has become a pod by the time that policies look, so that its name says nothing to them. */
function externalPeer(host: string): Peer {
  const range = addressRange(host);
  const namespace = serviceNamespace(host);
  if (namespace) return { kind: 'Namespace', namespace };
  return range
    ? { kind: 'Addresses', range }
    : { kind: 'Host', pattern: host.toLowerCase() };
}
