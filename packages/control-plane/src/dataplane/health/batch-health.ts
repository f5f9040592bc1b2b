import { jsonAt } from '../../runtime/json';
import { conditionAt, objectsAt, textAt, type HealthRule } from './health';

/** batch/v1 CronJob: healthy once it has run and is not running. */
export const cronJobHealth: HealthRule = live => {
  if (jsonAt(live, 'spec', 'suspend') === true) return 'Suspended';
  if (objectsAt(live, 'status', 'active').length > 0) return 'Progressing';
  return textAt(live, 'status', 'lastScheduleTime') ? 'Healthy' : 'Progressing';
};

/** batch/v1 Job: healthy when it has completed, degraded when it has failed for good. */
export const jobHealth: HealthRule = live => {
  if (jsonAt(live, 'spec', 'suspend') === true) return 'Suspended';
  if (conditionAt(live, 'Complete')?.status === 'True') return 'Healthy';
  if (conditionAt(live, 'Failed')?.status === 'True') return 'Degraded';
  return 'Progressing';
};
