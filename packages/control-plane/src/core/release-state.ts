import type { ReleaseResourceStatus } from '@promenade/openchoreo-model';

const objectStates = [
  'Progressing',
  'Degraded',
  'Healthy',
  'Suspended',
] as const;

/** The state of an object of a Release, for the summary of its Release and binding. */
export type ObjectState = (typeof objectStates)[number];

/**
 * Returns the state of an object of a Release. Unknown health counts as Progressing. A CronJob is Progressing before its first
 * run and during each run, but counts as Healthy because it is deployed.
 */
export function objectState({
  kind,
  healthStatus,
}: Pick<ReleaseResourceStatus, 'kind' | 'healthStatus'>): ObjectState {
  const state =
    objectStates.find(each => each === healthStatus) ?? 'Progressing';
  return kind === 'CronJob' && state === 'Progressing' ? 'Healthy' : state;
}
