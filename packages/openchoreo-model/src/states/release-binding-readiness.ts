import { getCondition } from '../conditions';
import type { Condition } from '../schemas/condition';

/**
 * Categories of the reasons of conditions that are False, as the reasons of a Ready condition that `deploymentStateOf` knows. A
 * reason that is in none of them is unknown, and not a failure.
 */
const categories: Readonly<Record<string, readonly string[]>> = {
  ResourcesSuspended: ['ReadyWithSuspendedResources', 'CronJobSuspended'],
  ResourcesUndeployed: ['ResourcesUndeployed'],
  ResourceHealthProgressing: [
    'ResourcesProgressing',
    'JobRunning',
    'NamespaceProgressing',
    'ReleaseCreated',
    'ReleaseSynced',
    'SyncedNotReady',
    'ResourcesNotReady',
  ],
  ResourceHealthDegraded: ['ResourcesDegraded', 'NamespaceDegraded'],
  ConnectionsPending: [
    'ConnectionsPending',
    'ResourceDependenciesPending',
    'ProjectReleaseNotSet',
    'ResourceReleaseNotSet',
    'RetainHold',
  ],
  EnvironmentNotFound: [
    'EnvironmentNotFound',
    'DataPlaneNotFound',
    'ComponentNotFound',
    'ComponentReleaseNotFound',
    'ProjectNotFound',
  ],
  // Stays so until somebody changes something.
  InvalidConfiguration: [
    'RenderingFailed',
    'InvalidReleaseConfiguration',
    'ReleaseOwnershipConflict',
    'JobFailed',
  ],
  // OpenChoreo tries again.
  ReleaseNotApplied: [
    'ResourceApplyFailed',
    'OutputResolutionFailed',
    'NamespaceMissing',
  ],
};

const categoryOfReason: ReadonlyMap<string, string> = new Map(
  Object.entries(categories).flatMap(([category, reasons]) =>
    reasons.map(reason => [reason, category] as const),
  ),
);

/** A Release that could not be created, updated or deleted. */
const failedRelease = /^Release[A-Za-z]*Failed$/;

/** The conditions of a ReleaseBinding whose reasons explain why it is not ready, the most specific last. */
const explainingConditions = [
  'Ready',
  'ReleaseSynced',
  'ConnectionsResolved',
  'ResourceDependenciesReady',
  'ResourcesReady',
];

/** Milliseconds for which what a binding refers to may be missing: the controllers may not have seen it yet. */
const gracePeriodMs = 60_000;

/**
 * The Ready condition of a ReleaseBinding of OpenChoreo 1.x, with a reason that `deploymentStateOf` knows. A reason that is not in
 * the table of failures is kept.
 *
 * @public
 */
export function translateReadiness(
  conditions: readonly Condition[] | undefined,
  now: Date,
): Condition | undefined {
  const ready = getCondition(conditions, 'Ready');
  if (!ready) return undefined;
  if (ready.status === 'True') {
    const { reason } = getCondition(conditions, 'ResourcesReady') ?? ready;
    return categoryOfReason.get(reason) === 'ResourcesSuspended'
      ? { ...ready, status: 'False', reason: 'ResourcesSuspended' }
      : ready;
  }
  for (const type of explainingConditions) {
    const condition = getCondition(conditions, type);
    const category =
      condition?.status === 'False' && categoryOf(condition, now);
    if (category) return { ...ready, reason: category };
  }
  return ready;
}

function categoryOf(
  { reason, lastTransitionTime }: Condition,
  now: Date,
): string | undefined {
  if (failedRelease.test(reason)) return 'ReleaseNotApplied';
  const category = categoryOfReason.get(reason);
  const age = now.getTime() - Date.parse(lastTransitionTime);
  return category === 'EnvironmentNotFound' && age < gracePeriodMs
    ? 'ConnectionsPending'
    : category;
}
