import { conditionAt, isStale, numberAt, type HealthRule } from './health';

/** apps/v1 ReplicaSet: healthy when every replica is available. */
export const replicaSetHealth: HealthRule = live => {
  const desired = numberAt(live, ['spec', 'replicas'], 1);
  if (desired === 0) return 'Suspended';
  if (conditionAt(live, 'ReplicaFailure')?.status === 'True') return 'Degraded';
  return !isStale(live) &&
    numberAt(live, ['status', 'availableReplicas']) === desired
    ? 'Healthy'
    : 'Progressing';
};

/** apps/v1 DaemonSet: healthy when a pod of the present template is available on every node that wants one. */
export const daemonSetHealth: HealthRule = live => {
  const status = (field: string) => numberAt(live, ['status', field]);
  const desired = status('desiredNumberScheduled');
  return status('observedGeneration') > 0 &&
    !isStale(live) &&
    status('updatedNumberScheduled') === desired &&
    status('numberAvailable') === desired
    ? 'Healthy'
    : 'Progressing';
};
