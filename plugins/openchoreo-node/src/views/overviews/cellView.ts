import { NotFoundError } from '@backstage/errors';
import {
  entityRefOf,
  type Cell,
  type CellComponent,
  type CellConnection,
  type DeploymentState,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  CellSnapshot,
  ConnectionEnd,
  ConnectionSnapshot,
} from '../../domain/CellSnapshot';
import type { ComponentDeployments } from '../../domain/OverviewSource';
import type { ProjectScope } from '../../domain/ProjectSnapshot';
import type { ReadableRef } from '../../domain/ReadableRef';
import { dataAge } from '../dataAge';
import { sentence } from '../failureMessage';
import { deploymentIn } from '../snapshotLookups';
import type { OverviewContext } from '../ViewSource';
import {
  byName,
  componentEntityRef,
  deploymentSummary,
  environmentSummary,
  isolationView,
  projectEnvironments,
} from './overviewRows';
import { decideOnce, notVisible, type DecideReadable } from './visibility';

/**
 * A project in one environment: its components with their connections. Components that the caller may not see, and their
 * connections, are left out.
 *
 * @param scope - the environment is the first one of the project by default
 * @throws NotFoundError when the project has no such environment
 */
export async function cellView(
  { source, now }: OverviewContext,
  {
    environment: wanted,
    ...scope
  }: Required<ProjectScope> & { environment?: string },
  decide: DecideReadable,
): Promise<Cell> {
  const { organization, project: name } = scope;
  const { overviews } = source;
  const [project] = source.projects(scope);
  const all = overviews.deployments(scope, now);
  const environments = project
    ? projectEnvironments(
        overviews.environments(organization),
        project.pipeline,
        all,
      )
    : [];
  const environment = wanted
    ? environments.find(each => each.name === wanted)
    : environments[0];
  const snapshot = environment && overviews.cell(scope, environment.name);
  const refOf = ({ project: of, component }: ConnectionEnd): ReadableRef => ({
    organization,
    project: of,
    component,
  });
  const isReadable = await decideOnce(decide, [
    scope,
    ...all.map(({ ref }) => ref),
    ...connectionEnds(snapshot).map(refOf),
  ]);
  const visible = all.filter(({ ref }) => isReadable(ref));
  if (!project || !(isReadable(scope) || visible.length)) {
    throw notVisible('project', name);
  }
  if (wanted && !environment) {
    throw new NotFoundError(`The project ${name} has no environment ${wanted}`);
  }
  const components = environment
    ? visible.map(each => cellComponent(each, environment.name)).sort(byName)
    : [];
  const canSee = (end: ConnectionEnd) => end.exists && isReadable(refOf(end));
  const states = new Map(components.map(each => [each.name, each.state]));
  const isMember = (end: ConnectionEnd) =>
    end.project === name && states.has(end.component);
  const { isolation = { mode: 'Off' as const } } = snapshot ?? {};
  return {
    organization,
    project: name,
    displayName: project.displayName,
    environments: environments.map(environmentSummary),
    environment: environment && environmentSummary(environment),
    isolation: isolationView(isolation),
    components,
    connections: [
      ...(snapshot?.connections ?? []).filter(({ from }) => isMember(from)),
      ...(snapshot?.callers ?? []).filter(
        ({ from, to }) =>
          canSee(from) && to?.kind === 'component' && isMember(to),
      ),
    ].flatMap(
      connection => cellConnection(connection, { scope, canSee, states }) ?? [],
    ),
    problem: project.problem?.message,
    ...dataAge(source.freshness(organization), now),
  };
}

function connectionEnds(cell: CellSnapshot | undefined): ConnectionEnd[] {
  return [...(cell?.connections ?? []), ...(cell?.callers ?? [])].flatMap(
    ({ from, to }) => [from, ...(to?.kind === 'component' ? [to] : [])],
  );
}

function cellComponent(
  component: ComponentDeployments,
  environment: string,
): CellComponent {
  const { environment: _, ...summary } = deploymentSummary(
    component,
    environment,
  );
  const deployment = deploymentIn(component, environment);
  const apis = component.apis.filter(each => each.environment === environment);
  return {
    name: component.ref.component,
    displayName: component.displayName,
    entityRef: componentEntityRef(component),
    type: component.type ?? 'Unknown',
    ...summary,
    pods: deployment?.status.pods,
    endpoints: [deployment, ...apis].flatMap(each => each?.endpoints ?? []),
  };
}

/** Undefined for a connection that names no target: the state of its component tells why. */
function cellConnection(
  { name, type, from, to, ...reported }: ConnectionSnapshot,
  cell: {
    scope: Required<ProjectScope>;
    canSee: (end: ConnectionEnd) => boolean;
    /** Of the components of the cell that the caller may see. */
    states: ReadonlyMap<string, DeploymentState>;
  },
): CellConnection | undefined {
  if (!to) return undefined;
  const { scope, canSee, states } = cell;
  const viewOf = <End extends ConnectionEnd>({ exists, ...end }: End) => ({
    ...end,
    displayName: canSee({ exists, ...end }) ? end.displayName : undefined,
    entityRef: canSee({ exists, ...end })
      ? entityRefOf({
          type: 'component',
          organization: scope.organization,
          name: end.component,
        })
      : undefined,
  });
  const connection = {
    name,
    type,
    from: viewOf(from),
    state: reported.state,
    message: reported.message && sentence(reported.message),
  };
  if (to.kind !== 'component') {
    return { ...connection, direction: 'southbound', to };
  }
  const isOwn = to.project === scope.project;
  const hasFailed =
    reported.state === 'Resolved' &&
    isOwn &&
    states.get(to.component) === 'Failed';
  return {
    ...connection,
    ...(hasFailed && {
      state: 'Broken' as const,
      message: `${to.displayName ?? to.component} has failed.`,
    }),
    direction: directionOf(from.project === scope.project, isOwn),
    to: viewOf(to),
  };
}

function directionOf(isFromHere: boolean, isToHere: boolean) {
  if (!isFromHere) return 'westbound';
  return isToHere ? 'inside' : 'eastbound';
}
