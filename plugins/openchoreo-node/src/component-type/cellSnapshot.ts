import { getCondition } from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  CellSnapshot,
  ConnectionEnd,
  ConnectionSnapshot,
} from '../domain/CellSnapshot';
import type { ProjectScope } from '../domain/ProjectSnapshot';
import { componentOf } from './bindings';
import type { EndpointDependency } from './componentKinds';
import { findComponent } from './components';
import { dependenciesOf } from './connections';
import { releaseBindingKind, type ReleaseBinding } from './deploymentKinds';
import { displayNameOf } from './environments';
import { projectKind } from './tenantKinds';

/** A project in one environment. Undefined when the project does not exist. */
export function cellSnapshot(
  reader: ResourceReader,
  { organization, project }: Required<ProjectScope>,
  environment: string,
): CellSnapshot | undefined {
  const key = { namespace: organization, name: project };
  if (!reader.get(projectKind, key)) return undefined;
  const connections = reader
    .byIndex(
      releaseBindingKind,
      'environment',
      indexValue(organization, environment),
    )
    .flatMap(binding => connectionSnapshots(reader, binding));
  return {
    // OpenChoreo 1.x always writes the network policies of a cell.
    isolation: { mode: 'Enforced' },
    connections: connections.filter(({ from }) => from.project === project),
    callers: connections.filter(
      ({ from, to }) =>
        from.project !== project &&
        to?.kind === 'component' &&
        to.project === project,
    ),
  };
}

function connectionSnapshots(
  reader: ResourceReader,
  binding: ReleaseBinding,
): ConnectionSnapshot[] {
  const { metadata, spec } = binding;
  if (spec.state === 'Undeploy' || metadata.deletionTimestamp) return [];
  const ref = componentOf(binding);
  const endOf = (component: string, project = ref.project): ConnectionEnd => {
    const found = findComponent(reader, { ...ref, project, component });
    return {
      project,
      component,
      displayName: found && displayNameOf(found),
      exists: found !== undefined,
    };
  };
  return dependenciesOf(reader, binding).map(dependency => ({
    name: `${dependency.component}/${dependency.name}`,
    type: 'api',
    from: endOf(ref.component),
    to: {
      kind: 'component',
      endpoint: dependency.name,
      ...endOf(dependency.component, dependency.project),
    },
    ...stateOf(binding, dependency),
  }));
}

function stateOf(
  { spec, status }: ReleaseBinding,
  { project = spec.owner.projectName, component, name }: EndpointDependency,
): Pick<ConnectionSnapshot, 'state' | 'message'> {
  const isMeant = (each: {
    project: string;
    component: string;
    endpoint: string;
  }) =>
    each.project === project &&
    each.component === component &&
    each.endpoint === name;
  if (status?.resolvedConnections?.some(isMeant)) return { state: 'Resolved' };
  const pending = status?.pendingConnections?.find(isMeant);
  if (pending) return { state: 'Waiting', message: pending.reason };
  const resolved = getCondition(status?.conditions, 'ConnectionsResolved');
  return {
    state: 'Unknown',
    message: resolved?.message || 'The control plane has not processed it yet.',
  };
}
