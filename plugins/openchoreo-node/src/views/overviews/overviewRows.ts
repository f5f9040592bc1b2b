import {
  entityRefOf,
  releaseVersion,
  statesWorstFirst,
  type DeploymentState,
  type DeploymentSummary,
  type EnvironmentSummary,
  type Isolation,
  type PipelineSummary,
  type ProjectSummary,
  type PromotionEdge,
  type Reachability,
  type StateCounts,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { SharedResourceRef } from '../../domain/CatalogUnit';
import type { IsolationSnapshot } from '../../domain/CellSnapshot';
import type {
  ComponentSnapshot,
  PipelineEdge,
} from '../../domain/ComponentSnapshot';
import type {
  ComponentDeployments,
  EnvironmentDetails,
  PipelineDetails,
  PlaneDetails,
} from '../../domain/OverviewSource';
import type { ProjectSnapshot } from '../../domain/ProjectSnapshot';
import { environmentState, type StateEvidence } from '../environmentState';
import { sentence } from '../failureMessage';
import { imagesOf, releaseNameOf } from '../releaseView';
import { deploymentIn } from '../snapshotLookups';

/** Sorts by name, as people expect it. */
export function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, 'en');
}

/** Sorts by organization, and by name within it. */
export function byOrganizationAndName(
  a: { organization: string; name: string },
  b: { organization: string; name: string },
): number {
  return a.organization.localeCompare(b.organization, 'en') || byName(a, b);
}

/** How many there are of each state, the worst state first. */
export function stateCounts(states: Iterable<DeploymentState>): StateCounts {
  const counts = new Map<DeploymentState, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return statesWorstFirst.flatMap(state => {
    const count = counts.get(state);
    return count ? { state, count } : [];
  });
}

/** The names of the environments where a component is deployed or has an API. */
export function occupiedEnvironments({
  deployments,
  apis,
}: Pick<ComponentDeployments, 'deployments' | 'apis'>): string[] {
  return [
    ...new Set([...deployments, ...apis].map(({ environment }) => environment)),
  ];
}

/**
 * The environments of a project that exist: those of its pipeline in promotion order, then others where a component runs.
 *
 * @param existing - those that its organization may use
 */
export function projectEnvironments(
  existing: readonly EnvironmentDetails[],
  pipeline: ProjectSnapshot['pipeline'],
  components: readonly ComponentDeployments[],
): EnvironmentDetails[] {
  const byEnvironmentName = new Map(existing.map(each => [each.name, each]));
  const others = new Set(components.flatMap(occupiedEnvironments));
  return [
    ...new Set([...(pipeline?.environments ?? []), ...[...others].sort()]),
  ].flatMap(each => byEnvironmentName.get(each) ?? []);
}

/** The worst state of a component in all environments. */
export function worstState(
  component: StateEvidence & Pick<ComponentSnapshot, 'pipeline'>,
): DeploymentState {
  const names = [
    ...(component.pipeline?.environments ?? []),
    ...occupiedEnvironments(component),
  ];
  const [worst] = stateCounts(
    names.map(name => environmentState(component, name).state),
  );
  return worst?.state ?? 'NotDeployed';
}

/** A component in an environment: state, reason and release. */
export function deploymentSummary(
  component: StateEvidence,
  environment: string,
): DeploymentSummary {
  const { state, message } = environmentState(component, environment);
  const deployment = deploymentIn(component, environment);
  const release = deployment && releaseNameOf(deployment);
  return {
    environment,
    state,
    message,
    release: release && {
      ...release,
      version: releaseVersion({ images: imagesOf(deployment) }),
    },
  };
}

/** @param components - those of the project that the caller may see */
function projectSummary(
  {
    organization,
    name,
    displayName,
    pipeline,
    isolation,
    problem,
  }: ProjectSnapshot,
  components: readonly ComponentDeployments[],
): ProjectSummary {
  return {
    name,
    displayName,
    entityRef: entityRefOf({ type: 'project', organization, name }),
    pipeline: pipeline?.name,
    componentCount: components.length,
    states: stateCounts(components.map(worstState)),
    awaitingApproval: components.flatMap(awaitingApproval).length,
    problem: problem?.message,
    isolation: isolation && isolationView(isolation),
  };
}

export function isolationView({
  mode,
  isEffective,
  message,
}: IsolationSnapshot): Isolation {
  return { mode, isEffective, message: message && sentence(message) };
}

/** The promotions of a component that await approval. */
export function awaitingApproval({ promotions }: ComponentDeployments) {
  return promotions.filter(({ phase }) => phase === 'AwaitingApproval');
}

export function environmentSummary({
  organization,
  name,
  displayName,
  isProduction,
  dataPlane,
}: EnvironmentDetails): EnvironmentSummary {
  return {
    organization,
    name,
    displayName,
    entityRef: entityRefOf({ type: 'environment', organization, name }),
    isProduction,
    dataPlane: dataPlane && usedDataPlane(dataPlane),
  };
}

function usedDataPlane({
  type = 'data-plane',
  organization,
  name,
  displayName,
  simulated: isSimulated,
  unreachable,
}: NonNullable<
  EnvironmentDetails['dataPlane']
>): EnvironmentSummary['dataPlane'] {
  if (organization === undefined) return undefined;
  return {
    organization,
    name,
    displayName,
    entityRef: entityRefOf({ type, organization, name }),
    isSimulated,
    unreachable: unreachable && {
      message: sentence(unreachable.message),
      since: unreachable.since,
    },
  };
}

/** @param labelOf - the display name of an environment */
export function pipelineSummary(
  { organization, name, displayName, environments, edges }: PipelineDetails,
  labelOf: (environment: string) => string | undefined,
): PipelineSummary {
  return {
    organization,
    name,
    displayName,
    entityRef: entityRefOf({ type: 'deployment-pipeline', organization, name }),
    environments: environments.map(environment => ({
      name: environment,
      displayName: labelOf(environment),
    })),
    edges: edges.map(promotionEdge),
  };
}

export function promotionEdge({
  from,
  to,
  requiresApproval,
  gates = [],
  approval,
}: PipelineEdge): PromotionEdge {
  return {
    from,
    to,
    requiresApproval,
    gates: gates.map(({ name, type, phase }) => ({ name, type, phase })),
    approval,
  };
}

export function reachability({ reachable }: PlaneDetails): Reachability {
  if (!reachable || reachable.status === 'Unknown') {
    return { message: reachable && sentence(reachable.message) };
  }
  return {
    isReachable: reachable.status === 'True',
    message: sentence(reachable.message),
    since: reachable.since,
  };
}

export function componentEntityRef({
  ref,
}: Pick<ComponentSnapshot, 'ref'>): string {
  const { organization, component: name } = ref;
  return entityRefOf({ type: 'component', organization, name });
}

export function projectSummaries(
  projects: readonly ProjectSnapshot[],
  components: readonly ComponentDeployments[],
) {
  const byProject = new Map<string, ComponentDeployments[]>();
  for (const component of components) {
    const { project } = component.ref;
    const others = byProject.get(project);
    if (others) others.push(component);
    else byProject.set(project, [component]);
  }
  return projects
    .map(project => projectSummary(project, byProject.get(project.name) ?? []))
    .sort(byName);
}

/** The states of components in each environment where they are deployed. */
export function statesByEnvironment(
  components: readonly ComponentDeployments[],
): Map<string, DeploymentState[]> {
  const states = new Map<string, DeploymentState[]>();
  for (const component of components) {
    for (const name of occupiedEnvironments(component)) {
      const environment = component.environments.get(name);
      const { state } = environmentState(component, name);
      if (!environment || state === 'NotDeployed') continue;
      const key = environmentKey(environment);
      const others = states.get(key);
      if (others) others.push(state);
      else states.set(key, [state]);
    }
  }
  return states;
}

export function environmentKey({
  organization,
  name,
}: SharedResourceRef): string {
  return `${organization}/${name}`;
}

export function environmentLabels(
  environments: Iterable<EnvironmentDetails>,
): (name: string) => string | undefined {
  const labels = new Map(
    [...environments].map(each => [each.name, each.displayName]),
  );
  return name => labels.get(name);
}

/** The titles of a component and of the environments of its promotion. */
export function promotionTitles(
  {
    displayName,
    environments,
  }: Pick<ComponentSnapshot, 'displayName' | 'environments'>,
  { from, to }: { from: string; to: string },
) {
  return {
    displayName,
    fromTitle: environments.get(from)?.displayName,
    toTitle: environments.get(to)?.displayName,
  };
}
