import type {
  ConnectionStatus,
  EndpointAccess,
  WorkloadConnection,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import { sortedEntries } from '../../../runtime/sort';
import { describeProblem, invalid, type Problem } from '../../problem';
import {
  hasManyHosts,
  invalidHostMessage,
  isDestination,
  normalizeHost,
} from '../address';
import { endpointAccess, schemeOf } from '../endpoint-uri';
import type { RenderTarget } from '../target';
import { applyPolicy } from './apply-policy';
import { resolveComponentTarget } from './component-target';
import type { ConnectionContext } from './connection-context';
import { routeViaEgressGateway } from './egress';
import { resolveManagedTarget } from './managed-target';
import { validateMutualAuthentication } from './mutual-authentication';
import { isComponentConnection } from './peer';
import type { ExternalTarget, ResolvedConnection } from './resolved-connection';

/** The connections of a workload whose targets were found, and the problems of all others. */
export interface ResolvedConnections {
  readonly resolved: ResolvedConnection[];
  readonly problems: Problem[];
  /** The state of each connection. */
  readonly states: ConnectionStatus[];
}

/**
 * Resolves the connections of a workload, in the order of their names.
 *
 * A connection whose target does not exist yet is a problem with reason `ConnectionsPending`. An invalid connection is a
 * problem that names its field.
 */
export function resolveConnections(
  source: RenderTarget,
  workload: WorkloadTemplate,
  context: ConnectionContext,
): ResolvedConnections {
  const found = sortedEntries(workload.connections).map(
    ([name, connection]) => ({
      name,
      ...resolveConnection(source, name, connection, context),
    }),
  );
  return {
    resolved: found.flatMap(({ connection }) => connection ?? []),
    problems: found.flatMap(({ problems }) => problems),
    states: found.map(connectionState),
  };
}

function connectionState({
  name,
  problems,
}: ConnectionResult & { readonly name: string }): ConnectionStatus {
  const errors = problems.filter(({ severity }) => severity === 'Error');
  if (errors.length === 0) return { name, state: 'Resolved' };
  const isPending = errors.every(
    ({ reason }) => reason === 'ConnectionsPending',
  );
  return {
    name,
    state: isPending ? 'Pending' : 'Invalid',
    message: errors.map(describeProblem).join(isPending ? ' ' : '; '),
  };
}

interface ConnectionResult {
  readonly connection?: ResolvedConnection;
  readonly problems: Problem[];
}

function resolveConnection(
  source: RenderTarget,
  name: string,
  spec: WorkloadConnection,
  context: ConnectionContext,
): ConnectionResult {
  const field = `spec.workloadSpec.connections.${name}`;
  const invalidMtls = validateMutualAuthentication(
    spec,
    field,
    context.dataPlane,
  );
  if (invalidMtls) return { problems: [invalidMtls] };
  const { resolved, problems } = resolveTarget(source, spec, field, context);
  if (!resolved) return { problems };
  const routed = routeViaEgressGateway(
    source,
    { name, field, spec, ...resolved },
    context.dataPlane,
  );
  if (!routed.connection) {
    return { problems: [...problems, ...routed.problems] };
  }
  const limited = applyPolicy(source, routed.connection, context);
  return {
    connection: limited.connection,
    problems: [...problems, ...routed.problems, ...limited.problems],
  };
}

interface TargetResult {
  readonly resolved?: Pick<ResolvedConnection, 'target' | 'access'>;
  readonly problems: Problem[];
}

function resolveTarget(
  source: RenderTarget,
  connection: WorkloadConnection,
  field: string,
  context: ConnectionContext,
): TargetResult {
  const { type, external, managed } = connection;
  if (isComponentConnection(type)) {
    return resolveComponentTarget(source, connection, field, context);
  }
  if (type === 'external') {
    return external
      ? validateExternalTarget(externalTarget(external, field))
      : targetMissing('external', field);
  }
  if (!managed) return targetMissing('managed', field);
  const found = resolveManagedTarget(source, managed.resource, field, context);
  return 'target' in found
    ? validateExternalTarget({ ...found.target, via: 'Direct' })
    : { problems: [found.problem] };
}

function targetMissing(
  type: 'external' | 'managed',
  field: string,
): TargetResult {
  const member = type === 'external' ? 'host and port' : 'resource';
  return {
    problems: [
      invalid(
        `${field}.${type}`,
        `a connection of type ${type} needs a target; set ${type} with its ${member}`,
      ),
    ],
  };
}

function externalTarget(
  { host, port, protocol, tls }: NonNullable<WorkloadConnection['external']>,
  field: string,
): ExternalTarget {
  return {
    kind: 'external',
    host,
    port,
    protocol,
    isSecure:
      tls ?? /^(https|wss|grpcs)$/.test(normalizeProtocol(protocol) ?? ''),
    field: `${field}.external.host`,
    via: 'Direct',
    values: {},
    secrets: {},
  };
}

/** Validates an external target and normalizes the spelling of its host and protocol. */
function validateExternalTarget(declared: ExternalTarget): TargetResult {
  const { host, field } = declared;
  if (host !== undefined && !isDestination(host)) {
    return {
      problems: [invalid(field, invalidHostMessage(host))],
    };
  }
  const protocol = normalizeProtocol(declared.protocol);
  if (protocol !== undefined && !/^[a-z][a-z0-9+.-]*$/.test(protocol)) {
    return {
      problems: [
        invalid(
          field.replace(/host$/, 'protocol'),
          `"${declared.protocol}" is not a protocol; write it like https, tcp or postgresql`,
        ),
      ],
    };
  }
  const target: ExternalTarget = {
    ...declared,
    host: host === undefined ? undefined : normalizeHost(host),
    protocol,
  };
  return { resolved: { target, access: externalAccess(target) }, problems: [] };
}

/** A protocol in lower case, without the separator that it has in a URL. */
function normalizeProtocol(protocol = ''): string | undefined {
  return (
    protocol
      .trim()
      .toLowerCase()
      .replace(/:(\/\/)?$/, '') || undefined
  );
}

/** The address of an external target is the declared one. A target with many hosts has none. */
function externalAccess({
  host,
  port,
  protocol,
}: ExternalTarget): EndpointAccess | undefined {
  if (host === undefined || port === undefined || hasManyHosts(host)) {
    return undefined;
  }
  const scheme = schemeOf(protocol);
  return endpointAccess({ host, port, ...(scheme && { scheme }) });
}
