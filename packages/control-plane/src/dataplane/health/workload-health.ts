import { jsonAt } from '../../runtime/json';
import {
  conditionAt,
  isStale,
  numberAt,
  type HealthRule,
  textAt,
  objectsAt,
} from './health-rule';

/** apps/v1 Deployment: healthy when every replica has the current template and is available. */
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

/** apps/v1 StatefulSet: healthy when every replica has the current revision and is available, suspended with 0 replicas. */
export const statefulSetHealth: HealthRule = live => {
  const desired = numberAt(live, ['spec', 'replicas'], 1);
  const status = (field: string) => numberAt(live, ['status', field]);

  if (desired === 0) return 'Suspended';
  if (status('observedGeneration') === 0 || isStale(live)) return 'Progressing';
  if (
    textAt(live, 'status', 'currentRevision') !==
    textAt(live, 'status', 'updateRevision')
  ) {
    return 'Progressing';
  }
  // updatedReplicas is absent when there was no update.
  const updated = numberAt(
    live,
    ['status', 'updatedReplicas'],
    status('replicas'),
  );
  return status('readyReplicas') === desired &&
    status('availableReplicas') === desired &&
    updated === desired
    ? 'Healthy'
    : 'Progressing';
};

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

/** apps/v1 DaemonSet: healthy when a pod of the current template is available on every node that needs one. */
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

/** batch/v1 CronJob: healthy after its first run, while it is not running. */
export const cronJobHealth: HealthRule = live => {
  if (jsonAt(live, 'spec', 'suspend') === true) return 'Suspended';
  if (objectsAt(live, 'status', 'active').length > 0) return 'Progressing';
  return textAt(live, 'status', 'lastScheduleTime') ? 'Healthy' : 'Progressing';
};

/** batch/v1 Job: healthy when completed, degraded when failed. */
export const jobHealth: HealthRule = live => {
  if (jsonAt(live, 'spec', 'suspend') === true) return 'Suspended';
  if (conditionAt(live, 'Complete')?.status === 'True') return 'Healthy';
  if (conditionAt(live, 'Failed')?.status === 'True') return 'Degraded';
  return 'Progressing';
};

/** Waiting reasons of a container that does not start without a change. */
const failedWaitingReasons = new Set([
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'ErrImagePull',
]);

/** core/v1 Pod: healthy when it runs with every container ready, or has succeeded. */
export const podHealth: HealthRule = live => {
  const containers = objectsAt(live, 'status', 'containerStatuses');
  switch (textAt(live, 'status', 'phase')) {
    case 'Pending':
      return 'Progressing';
    case 'Running':
      if (containers.some(isFailedWaiting)) return 'Degraded';
      return containers.every(container => jsonAt(container, 'ready') === true)
        ? 'Healthy'
        : 'Progressing';
    case 'Succeeded':
      return 'Healthy';
    case 'Failed':
      return 'Degraded';
    default:
      return 'Unknown';
  }
};

function isFailedWaiting(container: object): boolean {
  return failedWaitingReasons.has(
    textAt(container, 'state', 'waiting', 'reason') ?? '',
  );
}

/** autoscaling/v2 HorizontalPodAutoscaler: healthy when it can read its metrics. */
export const horizontalPodAutoscalerHealth: HealthRule = live => {
  const ableToScale = conditionAt(live, 'AbleToScale');
  const scalingActive = conditionAt(live, 'ScalingActive');
  if (scalingActive?.reason === 'ScalingDisabled') return 'Suspended';
  if (ableToScale?.status === 'False' || scalingActive?.status === 'False') {
    return 'Degraded';
  }
  return ableToScale ? 'Healthy' : 'Progressing';
};

/** policy/v1 PodDisruptionBudget: healthy when enough pods are healthy. */
export const podDisruptionBudgetHealth: HealthRule = live => {
  const status = (field: string) => numberAt(live, ['status', field]);
  if (status('observedGeneration') === 0 || isStale(live)) return 'Progressing';
  if (conditionAt(live, 'DisruptionAllowed')?.reason === 'SyncFailed') {
    return 'Degraded';
  }
  return status('currentHealthy') >= status('desiredHealthy')
    ? 'Healthy'
    : 'Progressing';
};
