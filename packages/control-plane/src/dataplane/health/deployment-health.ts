import { jsonAt } from '../../runtime/json';
import { conditionAt, isStale, numberAt, type HealthRule } from './health';

/** apps/v1 Deployment: healthy when every replica is of the present template and available. */
export const deploymentHealth: HealthRule = live => {
  const desired = numberAt(live, ['spec', 'replicas'], 1);
  const status = (field: string) => numberAt(live, ['status', field]);

  if (jsonAt(live, 'spec', 'paused') === true || desired === 0) {
    return 'Suspended';
  }
  if (status('observedGeneration') === 0 || isStale(live)) return 'Progressing';

  const progressing = conditionAt(live, 'Progressing');
  if (
    progressing?.reason === 'ProgressDeadlineExceeded' ||
    conditionAt(live, 'ReplicaFailure')?.status === 'True'
  ) {
    return 'Degraded';
  }
  const updated = status('updatedReplicas');
  const ready = status('readyReplicas');
  const available = status('availableReplicas');
  const unavailable = status('unavailableReplicas');
  if (updated === desired && available === 0) {
    return progressing?.status === 'True' ? 'Progressing' : 'Degraded';
  }
  const isAvailable = conditionAt(live, 'Available');
  if (
    isAvailable &&
    isAvailable.status !== 'True' &&
    unavailable > 0 &&
    (ready > 0 || available > 0)
  ) {
    return 'Degraded';
  }
  return updated === desired &&
    ready === desired &&
    available === desired &&
    unavailable === 0
    ? 'Healthy'
    : 'Progressing';
};
