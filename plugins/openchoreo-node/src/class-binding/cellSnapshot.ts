import {
  annotations,
  getCondition,
  projectKind,
  type ConnectionStatus,
  type WorkloadConnection,
} from '@promenade/openchoreo-model';
import type { ConnectionState } from '@promenade/backstage-plugin-openchoreo-common';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  CellSnapshot,
  ConnectionEnd,
  ConnectionSnapshot,
  ConnectionTarget,
} from '../domain/CellSnapshot';
import type { ProjectScope } from '../domain/ProjectSnapshot';
import { bindingKinds, bindingsOf, type Binding } from './bindings';
import { isolationOf } from './isolationOf';
import { componentKind } from './kinds';

/** A project in one environment. Undefined when the project does not exist. */
export function cellSnapshot(
  reader: ResourceReader,
  scope: Required<ProjectScope>,
  environment: string,
): CellSnapshot | undefined {
  const { organization, project: name } = scope;
  const project = reader.get(projectKind, { namespace: organization, name });
  if (!project) return undefined;
  const own = reader
    .byIndex(componentKind, 'project', indexValue(organization, name))
    .flatMap(({ metadata }) =>
      bindingsOf(reader, { ...scope, component: metadata.name }),
    )
    .map(({ binding }) => binding)
    .filter(({ spec }) => spec.environment === environment);
  const others = bindingKinds
    .flatMap(kind =>
      reader.byIndex(
        kind,
        'environment',
        indexValue(organization, environment),
      ),
    )
    .filter(({ spec }) => spec.owner.projectName !== name);
  const connectionsOf = (binding: Binding) =>
    connectionSnapshots(reader, binding);
  return {
    isolation: isolationOf(project),
    connections: own.flatMap(connectionsOf),
    callers: others
      .filter(binding => callsProject(binding, name))
      .flatMap(connectionsOf)
      .filter(({ to }) => to?.kind === 'component' && to.project === name),
  };
}

function callsProject({ spec }: Binding, project: string): boolean {
  return Object.values(spec.workloadSpec.connections ?? {}).some(
    ({ params }) => params?.projectName === project,
  );
}

function connectionSnapshots(
  reader: ResourceReader,
  { metadata, spec, status }: Binding,
): ConnectionSnapshot[] {
  if (spec.releaseState === 'Undeploy' || metadata.deletionTimestamp) return [];
  const { namespace: organization = '' } = metadata;
  const { projectName: project, componentName: component } = spec.owner;
  const endOf = (ref: { project: string; component: string }) =>
    connectionEnd(reader, { organization, ...ref });
  return Object.entries(spec.workloadSpec.connections ?? {})
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, connection]) => ({
      name,
      type: connection.type,
      from: endOf({ project, component }),
      to: targetOf(connection, project, endOf),
      ...stateOf(status, name),
    }));
}

function connectionEnd(
  reader: ResourceReader,
  {
    organization: namespace,
    project,
    component,
  }: { organization: string; project: string; component: string },
): ConnectionEnd {
  const found = reader.get(componentKind, { namespace, name: component });
  const exists = found?.spec.owner.projectName === project;
  return {
    project,
    component,
    displayName: exists
      ? found.metadata.annotations?.[annotations.displayName]
      : undefined,
    exists,
  };
}

function targetOf(
  { type, params = {}, external, managed }: WorkloadConnection,
  ownProject: string,
  endOf: (ref: { project: string; component: string }) => ConnectionEnd,
): ConnectionTarget | undefined {
  switch (type) {
    case 'external':
      return (
        external && {
          kind: 'host',
          address: `${external.host}:${external.port}`,
        }
      );
    case 'managed':
      return managed && { kind: 'resource', resource: managed.resource };
    default: {
      const { projectName, componentName: component, endpoint } = params;
      if (!component) return undefined;
      const project = projectName || ownProject;
      return { kind: 'component', endpoint, ...endOf({ project, component }) };
    }
  }
}

const states: Readonly<Record<ConnectionStatus['state'], ConnectionState>> = {
  Resolved: 'Resolved',
  Pending: 'Waiting',
  Invalid: 'Broken',
};

/** A control plane that does not report connections, such as that of OpenChoreo v0.3.2, deploys only what has all of them. */
function stateOf(
  status: Binding['status'],
  name: string,
): Pick<ConnectionSnapshot, 'state' | 'message'> {
  const reported = status?.connections?.find(each => each.name === name);
  if (reported) {
    return { state: states[reported.state], message: reported.message };
  }
  const ready = getCondition(status?.conditions, 'Ready');
  if (!ready) {
    return {
      state: 'Unknown',
      message: 'The control plane has not processed it yet.',
    };
  }
  return ready.reason === 'ConnectionsPending'
    ? { state: 'Unknown', message: ready.message }
    : { state: 'Resolved' };
}
