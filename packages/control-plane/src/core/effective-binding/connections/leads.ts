import type {
  EndpointAccess,
  WorkloadConnection,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { isDestination, unfitHost } from '../address';
import { endpointAccess } from '../endpoint-uri';
import { invalid, type Problem } from '../../problem';
import { sortedEntries } from '../../../runtime/sorted';
import type { RenderTarget } from '../target';
import { componentEnd } from './component-end';
import { throughEgressGateway } from './egress';
import type { Lead, OutsideEnd } from './lead';
import { managedEnd } from './managed';
import { mutualAuthenticationTrouble } from './mutual-authentication';
import { isInternal } from './peer';
import { withPolicy } from './policy';
import type { ConnectionSurroundings } from './surroundings';

/** Where the connections of a workload lead, and what is to be said about those that lead nowhere. */
export interface Leads {
  readonly leads: Lead[];
  readonly problems: Problem[];
}

/**
 * Follows the connections of a workload, in the order of their names.
 *
 * One whose other end is not there, or not yet, is a problem with reason `ConnectionsPending`; one that cannot be as it is
 * declared, a problem that names its field.
 */
export function leadsOf(
  target: RenderTarget,
  workload: WorkloadTemplate,
  surroundings: ConnectionSurroundings,
): Leads {
  const found = sortedEntries(workload.connections).map(([name, connection]) =>
    leadOf(target, name, connection, surroundings),
  );
  return {
    leads: found.flatMap(({ lead }) => lead ?? []),
    problems: found.flatMap(({ problems }) => problems),
  };
}

interface FoundLead {
  readonly lead?: Lead;
  readonly problems: Problem[];
}

function leadOf(
  target: RenderTarget,
  name: string,
  connection: WorkloadConnection,
  surroundings: ConnectionSurroundings,
): FoundLead {
  const field = `spec.workloadSpec.connections.${name}`;
  const trouble = mutualAuthenticationTrouble(
    connection,
    field,
    surroundings.dataPlane,
  );
  if (trouble) return { problems: [trouble] };
  const { end, problems } = endOf(target, connection, field, surroundings);
  if (!end) return { problems };
  const lead: Lead = { name, field, connection, ...end };
  const carried = throughEgressGateway(target, lead, surroundings.dataPlane);
  if (!carried.lead) return { problems: [...problems, ...carried.problems] };
  const settled = withPolicy(target, carried.lead, surroundings);
  return {
    lead: settled.lead,
    problems: [...problems, ...carried.problems, ...settled.problems],
  };
}

interface FoundEnd {
  readonly end?: Pick<Lead, 'end' | 'access'>;
  readonly problems: Problem[];
}

function endOf(
  target: RenderTarget,
  connection: WorkloadConnection,
  field: string,
  surroundings: ConnectionSurroundings,
): FoundEnd {
  const { type, external, managed } = connection;
  if (isInternal(type)) {
    return componentEnd(target, connection, field, surroundings);
  }
  if (type === 'external') {
    return external
      ? outside(externalEnd(external, field))
      : missing('external', field);
  }
  if (!managed) return missing('managed', field);
  const found = managedEnd(target, managed.resource, field, surroundings);
  return 'end' in found
    ? outside({ ...found.end, way: 'Direct' })
    : { problems: [found.problem] };
}

function missing(type: 'external' | 'managed', field: string): FoundEnd {
  const member = type === 'external' ? 'host and port' : 'resource';
  return {
    problems: [
      invalid(
        `${field}.${type}`,
        `a connection of type ${type} has to say where it leads; give ${type} with its ${member}`,
      ),
    ],
  };
}

function externalEnd(
  { host, port, protocol, tls }: NonNullable<WorkloadConnection['external']>,
  field: string,
): OutsideEnd {
  return {
    kind: 'outside',
    host,
    port,
    protocol,
    secure: tls ?? /^(https|wss|grpcs)$/i.test(protocol ?? ''),
    field: `${field}.external.host`,
    way: 'Direct',
    values: {},
    secrets: {},
  };
}

function outside(end: OutsideEnd): FoundEnd {
  const { host, field } = end;
  if (host !== undefined && !isDestination(host)) {
    return {
      problems: [invalid(field, unfitHost(host))],
    };
  }
  return { end: { end, access: outsideAccess(end) }, problems: [] };
}

/** What is outside the platform is where it says that it is. */
function outsideAccess({
  host,
  port,
  protocol,
}: OutsideEnd): EndpointAccess | undefined {
  if (host === undefined || port === undefined) return undefined;
  const isPlain = protocol === undefined || /^(tcp|udp)$/i.test(protocol);
  return endpointAccess({ host, port, ...(!isPlain && { scheme: protocol }) });
}
