import type { PodTrouble } from '@promenade/openchoreo-model';
import { numberAt, objectsAt, textAt } from '../health/health-rule';

/**
 * Returns why Kubernetes does not create pods of a live Deployment, such as a quota that is exceeded; undefined if it creates
 * them.
 */
export function replicaFailure(live: object): PodTrouble | undefined {
  const failure = objectsAt(live, 'status', 'conditions').find(
    each =>
      textAt(each, 'type') === 'ReplicaFailure' &&
      textAt(each, 'status') === 'True',
  );
  if (!failure) return undefined;
  const of = numberAt(live, ['spec', 'replicas'], 1);
  const missing = of - numberAt(live, ['status', 'updatedReplicas']);
  const pods = Math.min(Math.max(missing, 1), Math.max(of, 1));
  const reason = textAt(failure, 'reason') || 'FailedCreate';
  const detail = textAt(failure, 'message');
  return {
    reason,
    pods,
    of,
    message: `${reason} (${pods} of ${of} ${of === 1 ? 'pod' : 'pods'})${
      detail ? `: ${detail}` : ''
    }`,
  };
}
