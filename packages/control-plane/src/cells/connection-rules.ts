import type {
  EndpointStatus,
  WorkloadConnection,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { Hosts, RenderTarget } from '../rendering';
import { invalid, warning, type Problem } from '../rendering/problem';
import { sortedEntries } from '../rendering/sorted';
import { addressRange, isHostPattern } from './address';
import type { Peer, TrafficRule } from './traffic';

/** A component that a connection leads to, in the same environment. */
export interface CellPeer {
  readonly target: RenderTarget;
  readonly workload: WorkloadTemplate;
  /** Where its endpoints are reached. */
  readonly endpoints: readonly EndpointStatus[];
}

/** Finds the component that a connection leads to, or nothing while it is not deployed. */
export type FindCellPeer = (target: {
  readonly project: string;
  readonly component: string;
}) => CellPeer | undefined;

/** What the rules for connections follow from. */
export interface ConnectionRulesInput {
  readonly target: RenderTarget;
  readonly workload: WorkloadTemplate;
  readonly hosts: Hosts;
  readonly findCellPeer: FindCellPeer;
}

/** Eastbound and southbound: what the pods of a component may call outside their cell. */
export function connectionRules(input: ConnectionRulesInput): {
  rules: TrafficRule[];
  problems: Problem[];
} {
  const rules: TrafficRule[] = [];
  const problems: Problem[] = [];
  for (const [name, connection] of sortedEntries(input.workload.connections)) {
    const field = `spec.workloadSpec.connections.${name}`;
    const found = isEastbound(connection, input.target.project)
      ? eastbound(input, connection, field)
      : southbound(connection, field);
    rules.push(...(found.rules ?? []));
    problems.push(...(found.problems ?? []));
  }
  return { rules, problems };
}

/** Whether a connection leads to a component of another project. */
export function isEastbound(
  { type, params }: WorkloadConnection,
  ownProject: string,
): boolean {
  return (
    (type === 'api' || type === 'internal') &&
    (params?.projectName || ownProject) !== ownProject
  );
}

interface Found {
  readonly rules?: TrafficRule[];
  readonly problems?: Problem[];
}

function eastbound(
  { hosts, findCellPeer }: ConnectionRulesInput,
  { params = {} }: WorkloadConnection,
  field: string,
): Found {
  const { projectName: project = '', componentName: component = '' } = params;
  const peer = findCellPeer({ project, component });
  const offered = peer?.endpoints.find(({ name }) => name === params.endpoint);
  const declared = peer?.workload.endpoints?.[params.endpoint];
  if (!peer || !offered || !declared) {
    // Whoever resolves the connection says what it waits for.
    return {};
  }
  if (offered.organization) {
    const { name, namespace } = hosts.api.Organization;
    // Its pods listen on another port than its callers use, so that the port is left open.
    return { rules: [{ peer: { kind: 'Gateway', name, namespace }, field }] };
  }
  const { namespace, labels } = peer.target;
  return {
    rules: [
      {
        peer: { kind: 'Component', namespace, labels },
        port: {
          port: declared.targetPort ?? declared.port,
          protocol: declared.type === 'UDP' ? 'UDP' : 'TCP',
        },
        field,
      },
    ],
    problems: [
      warning(
        `${field}.params.endpoint`,
        `endpoint "${params.endpoint}" of component "${component}" is not offered to the organization, so that project "${project}" refuses the call where its own cell is isolated; expose it at level Organization`,
      ),
    ],
  };
}

function southbound({ external }: WorkloadConnection, field: string): Found {
  if (!external) {
    return {};
  }
  const { host, port, protocol } = external;
  const peer = outside(host);
  return peer
    ? {
        rules: [
          {
            peer,
            port: {
              port,
              protocol: protocol?.toLowerCase() === 'udp' ? 'UDP' : 'TCP',
            },
            field: `${field}.external.host`,
          },
        ],
      }
    : {
        problems: [
          invalid(
            `${field}.external.host`,
            `"${host}" is neither a host name nor an address nor a range of addresses; write it like api.example.com, 192.0.2.1 or 192.0.2.0/24`,
          ),
        ],
      };
}

function outside(host: string): Peer | undefined {
  const range = addressRange(host);
  if (range) {
    return { kind: 'Addresses', range };
  }
  // All digits and dots is an address that went wrong, not a name.
  return isHostPattern(host) && !/^[\d.]+$/.test(host)
    ? { kind: 'Host', pattern: host.toLowerCase() }
    : undefined;
}
