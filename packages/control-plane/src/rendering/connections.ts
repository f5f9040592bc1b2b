import type {
  EndpointAccess,
  EndpointStatus,
  WorkloadConnection,
  WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { LiteralEnv } from './containers';
import { endpointAccess } from './endpoint-uri';
import {
  executeTemplate,
  type TemplateData,
} from './go/template/execute-template';
import { TemplateError } from './go/template/tokens';
import { pendingConnection, warning, type Problem } from './problem';
import { sortedEntries } from './sorted';
import type { RenderTarget } from './target';

/** A component that a connection points at. */
export interface ConnectionTarget {
  readonly project: string;
  readonly component: string;
}

/** What a component that others connect to offers in the same environment. */
export interface ConnectionPeer extends ConnectionTarget {
  /** Namespace of its cell. */
  readonly namespace: string;
  readonly endpoints: readonly EndpointStatus[];
}

/** Finds what a connection points at, or nothing while it is not deployed. */
export type FindPeer = (target: ConnectionTarget) => ConnectionPeer | undefined;

/** Environment variables that connections set, and what they wait for. */
export interface ResolvedConnections {
  readonly env: LiteralEnv[];
  readonly problems: Problem[];
}

/** The components that the connections of a workload point at; `projectName` defaults to the workload's own project. */
export function connectionTargets(
  workload: WorkloadTemplate,
  ownProject: string,
): ConnectionTarget[] {
  return sortedEntries(workload.connections).flatMap(
    ([, connection]) => targetOf(connection, ownProject) ?? [],
  );
}

/**
 * Evaluates what the connections of a workload inject, connection by
 * connection in the order of their names.
 *
 * A target that is not there, or has no such endpoint, is a problem with
 * reason `ConnectionsPending`. A value that is no template is injected as it
 * stands, as OpenChoreo v0.3.2 does, with a warning.
 */
export function resolveConnections(
  target: RenderTarget,
  workload: WorkloadTemplate,
  findPeer: FindPeer,
): ResolvedConnections {
  const env: LiteralEnv[] = [];
  const problems: Problem[] = [];
  for (const [name, connection] of sortedEntries(workload.connections)) {
    const field = `spec.workloadSpec.connections.${name}`;
    const found = accessOf(target, name, connection, findPeer);
    if ('severity' in found) {
      problems.push(found);
      continue;
    }
    const data = templateData(found);
    for (const { name: variable, value } of connection.inject.env) {
      const injected = inject(value, data);
      if (injected.error) {
        problems.push(
          warning(
            `${field}.inject.env[${variable}].value`,
            `the text is injected as it stands because ${injected.error}; mend the template`,
          ),
        );
      }
      env.push({ name: variable, value: injected.value });
    }
  }
  return { env, problems };
}

function targetOf(
  { type, params = {} }: WorkloadConnection,
  ownProject: string,
): ConnectionTarget | undefined {
  const { componentName, projectName } = params;
  if ((type !== 'api' && type !== 'internal') || !componentName) {
    return undefined;
  }
  return { project: projectName || ownProject, component: componentName };
}

function accessOf(
  target: RenderTarget,
  name: string,
  connection: WorkloadConnection,
  findPeer: FindPeer,
): EndpointAccess | Problem {
  if (connection.type === 'external' && connection.external) {
    return outsideAccess(connection.external);
  }
  const field = `spec.workloadSpec.connections.${name}`;
  const wanted = targetOf(connection, target.project);
  if (!wanted) {
    return pendingConnection(
      field,
      `The connection ${name} of ${target.component} is of type ${connection.type} and names no component. Name one in its params.componentName.`,
    );
  }
  const peer = findPeer(wanted);
  const endpointName = connection.params?.endpoint ?? '';
  const leads = `${target.component} connects to ${
    wanted.project === target.project
      ? wanted.component
      : `${wanted.component} of project ${wanted.project}`
  } (endpoint ${endpointName || 'not named'})`;
  if (!peer) {
    return pendingConnection(
      `${field}.params.componentName`,
      `${leads}, which does not run in ${target.environment}. Deploy or promote ${wanted.component} there; this goes on by itself then.`,
    );
  }
  const endpoint = peer.endpoints.find(
    candidate => candidate.name === endpointName,
  );
  const access = endpoint && reachableFrom(target, peer, endpoint);
  if (!access) {
    const names =
      peer.endpoints.map(offered => offered.name).join(', ') || 'none';
    return pendingConnection(
      `${field}.params.endpoint`,
      `${leads}, which has no such endpoint in ${target.environment}; it has: ${names}. Deploy or promote a release of ${wanted.component} that has it, or correct the connection.`,
    );
  }
  return access;
}

/** A target outside the platform is where it says that it is. */
function outsideAccess({
  host,
  port,
  protocol,
}: NonNullable<WorkloadConnection['external']>): EndpointAccess {
  const isPlain = protocol === undefined || /^(tcp|udp)$/i.test(protocol);
  return endpointAccess({ host, port, ...(!isPlain && { scheme: protocol }) });
}

/**
 * Inside a project the Service's short name does. From another project it does
 * not resolve: the organization's gateway is the way, where the endpoint is
 * offered there, else the Service's full name.
 */
function reachableFrom(
  target: RenderTarget,
  peer: ConnectionPeer,
  endpoint: EndpointStatus,
): EndpointAccess | undefined {
  if (peer.namespace === target.namespace || !endpoint.project) {
    return endpoint.project;
  }
  if (endpoint.organization) return endpoint.organization;
  const { host, port, scheme } = endpoint.project;
  return endpointAccess({
    host: `${host}.${peer.namespace}.svc.cluster.local`,
    port,
    scheme,
  });
}

function templateData({
  host,
  port,
  scheme = '',
  basePath = '',
  uri = '',
}: EndpointAccess): TemplateData {
  return { host, port, scheme, basePath, uri, url: uri };
}

function inject(
  template: string,
  data: TemplateData,
): { value: string; error?: string } {
  try {
    return { value: executeTemplate(template, data) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { value: template, error: error.message };
  }
}
