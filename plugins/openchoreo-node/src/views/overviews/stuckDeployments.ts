import {
  statesWorstFirst,
  type DeploymentState,
  type Home,
  type PlatformOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentDeployments } from '../../domain/OverviewSource';
import type { StateVerdict } from '../deploymentState';
import { environmentState } from '../environmentState';
import {
  componentEntityRef,
  deploymentSummary,
  occupiedEnvironments,
} from './overviewRows';

type Problem = PlatformOverview['problems'][number];
type Deployment = Home['deployments'][number];

const stuckStates: ReadonlySet<DeploymentState> = new Set([
  'Failed',
  'Degraded',
  'Unknown',
]);

/** A rollout that takes longer is stuck, in milliseconds. */
const longestRolloutMs = 10 * 60_000;

const maxProblems = 50;
const maxExamples = 10;

/** The deployments that do not become ready, by state and reason. */
export function stuckDeployments(
  components: readonly ComponentDeployments[],
  now: Date,
): Pick<PlatformOverview, 'stuckCount' | 'problems'> {
  const groups = new Map<
    string,
    { verdict: StateVerdict; all: Deployment[] }
  >();
  let stuckCount = 0;
  for (const component of components) {
    for (const environment of occupiedEnvironments(component)) {
      const verdict = environmentState(component, environment);
      if (!isStuck(verdict, now)) continue;
      stuckCount += 1;
      const key = `${verdict.state} ${verdict.reason}`;
      const group = groups.get(key) ?? { verdict, all: [] };
      groups.set(key, group);
      group.all.push(deploymentRow(component, environment, verdict));
    }
  }
  return {
    stuckCount,
    problems: [...groups.values()]
      .map(({ verdict, all }) => problem(verdict, all))
      .sort(byUrgency)
      .slice(0, maxProblems),
  };
}

function isStuck({ state, since }: StateVerdict, now: Date): boolean {
  if (stuckStates.has(state)) return true;
  return (
    state === 'Progressing' &&
    since !== undefined &&
    now.getTime() - Date.parse(since) > longestRolloutMs
  );
}

function deploymentRow(
  component: ComponentDeployments,
  name: string,
  { since }: StateVerdict,
): Deployment {
  const environment = component.environments.get(name);
  return {
    ...deploymentSummary(component, name),
    component: component.ref,
    displayName: component.displayName,
    entityRef: componentEntityRef(component),
    environmentTitle: environment?.displayName,
    isProduction: environment?.isProduction ?? false,
    since,
  };
}

function problem(
  { state, reason }: StateVerdict,
  all: readonly Deployment[],
): Problem {
  const deployments = [...all].sort(
    (a, b) =>
      Number(b.isProduction) - Number(a.isProduction) ||
      (a.since ?? '').localeCompare(b.since ?? '', 'en') ||
      a.entityRef.localeCompare(b.entityRef, 'en'),
  );
  const [since] = all.flatMap(each => each.since ?? []).sort();
  return {
    state,
    reason,
    count: all.length,
    since,
    isProduction: all.some(({ isProduction }) => isProduction),
    environments: [
      ...new Set(all.map(each => each.environmentTitle ?? each.environment)),
    ].sort(),
    deployments: deployments.slice(0, maxExamples),
  };
}

function byUrgency(a: Problem, b: Problem): number {
  return (
    Number(b.isProduction) - Number(a.isProduction) ||
    statesWorstFirst.indexOf(a.state) - statesWorstFirst.indexOf(b.state) ||
    b.count - a.count ||
    (a.reason ?? '').localeCompare(b.reason ?? '', 'en')
  );
}
