import type { WorkloadConnection } from '@promenade/openchoreo-model';
import {
  addressRange,
  serviceNamespace,
} from '../../core/effective-binding/address';
import { egressGateway } from '../../core/effective-binding/connections/egress';
import { targetComponent } from '../../core/effective-binding/connections/peer';
import {
  type ComponentTarget,
  type ExternalTarget,
  type ResolvedConnection,
} from '../../core/effective-binding/connections/resolved-connection';
import type { Hosts } from '../../core/effective-binding/hosts';
import type { RenderTarget } from '../../core/effective-binding/target';
import { warning, type Problem } from '../../core/problem';
import { endpointProtocol, findPort } from '../workload/ports';
import type { Peer, TrafficPort, TrafficRule } from './traffic';

/** Input of {@link connectionRules}. */
export interface ConnectionRulesInput {
  readonly target: RenderTarget;
  readonly hosts: Hosts;
  /** The resolved connections of the component. */
  readonly connections: readonly ResolvedConnection[];
}

/** Eastbound and southbound: what the pods of a component may call outside their cell. */
export function connectionRules({ connections, hosts }: ConnectionRulesInput): {
  rules: TrafficRule[];
  problems: Problem[];
} {
  const found = connections.map((connection): ConnectionRules => {
    const { target } = connection;
    if (target.kind === 'external') return southboundRules(connection, target);
    return target.via === 'Cell'
      ? {}
      : {
          rules: componentRules(target, hosts).map(rule => ({
            ...rule,
            field: connection.field,
          })),
        };
  });
  return {
    rules: found.flatMap(({ rules = [] }) => rules),
    problems: found.flatMap(({ problems = [] }) => problems),
  };
}

/** Whether a connection points at a component of another project. */
export function isEastbound(
  connection: WorkloadConnection,
  ownProject: string,
): boolean {
  const { project = ownProject } =
    targetComponent(connection, ownProject) ?? {};
  return project !== ownProject;
}

/** Whether a connection points outside the platform. */
export function isSouthbound({ type }: WorkloadConnection): boolean {
  return type === 'external' || type === 'managed';
}

interface ConnectionRules {
  readonly rules?: TrafficRule[];
  readonly problems?: Problem[];
}

/** The egress to a component that a connection points at, and to its canary. */
export function componentRules(
  { via, peer, endpoint }: ComponentTarget,
  { api }: Hosts,
): TrafficRule[] {
  if (via === 'Gateway') {
    const { name, namespace } = api.Organization;
    // The pods of the gateway listen on another port than callers use, so the rule names no port.
    return [{ peer: { kind: 'Gateway', name, namespace } }];
  }
  const { namespace, canary } = peer;
  return [peer, ...(canary ? [canary] : [])].map(({ labels, workload }) => ({
    peer: { kind: 'Component', namespace, labels },
    port: endpointPort(workload, endpoint.name, endpoint.project?.port),
  }));
}

/**
 * The port of the pods of an endpoint.
 *
 * @param defaultPort - for an endpoint that the workload does not declare
 */
export function endpointPort(
  { endpoints = {} }: ComponentTarget['peer']['workload'],
  name: string,
  defaultPort?: number,
): TrafficPort | undefined {
  const declared = endpoints[name];
  if (!declared) {
    return defaultPort === undefined
      ? undefined
      : { port: defaultPort, protocol: 'TCP' };
  }
  const protocol = endpointProtocol(declared.type);
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
          'only a secret contains the address of the resource, so the network policy does not allow traffic to it; set its host and port, or add them to spec.cell.egress of the Project',
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
          protocol: protocol === 'udp' ? 'UDP' : 'TCP',
        },
        field: target.field,
      },
    ],
  };
}

/**
 * The peer of a host. Policies are evaluated after a Service name was translated to pods, so that a Service is allowed
 * by its namespace.
 */
function externalPeer(host: string): Peer {
  const range = addressRange(host);
  const namespace = serviceNamespace(host);
  if (namespace) return { kind: 'Namespace', namespace };
  return range ? { kind: 'Addresses', range } : { kind: 'Host', pattern: host };
}
