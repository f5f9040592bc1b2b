import { conditionAt, isStale, numberAt, type HealthRule } from './health';

/** autoscaling/v2 HorizontalPodAutoscaler: healthy when it can read what it scales by. */
export const horizontalPodAutoscalerHealth: HealthRule = live => {
  const ableToScale = conditionAt(live, 'AbleToScale');
  const scalingActive = conditionAt(live, 'ScalingActive');
  if (scalingActive?.reason === 'ScalingDisabled') return 'Suspended';
  if (ableToScale?.status === 'False' || scalingActive?.status === 'False') {
    return 'Degraded';
  }
  return ableToScale ? 'Healthy' : 'Progressing';
};

/** policy/v1 PodDisruptionBudget: healthy when as many pods are well as it asks for. */
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
