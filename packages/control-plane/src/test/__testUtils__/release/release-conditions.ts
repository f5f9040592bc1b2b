import {
  getCondition,
  isConditionTrue,
  type Release,
} from '@promenade/openchoreo-model';

/** Whether the status is about the latest spec, and reports ready. */
export const isReady = ({ metadata, status }: Release) =>
  status?.observedGeneration === metadata.generation &&
  isConditionTrue(status?.conditions, 'Ready');

/** The message of a condition of a Release. */
export function message(release: Release, type: string): string | undefined {
  return getCondition(release.status?.conditions, type)?.message;
}
