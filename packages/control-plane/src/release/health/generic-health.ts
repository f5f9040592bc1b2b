import { jsonAt } from '../../json';
import { conditionAt, isStale, type HealthRule } from './health';

/**
 * Any other kind, by the conventions that kstatus collects: an observed
 * generation that lags, and the conditions Stalled, Reconciling and Ready.
 * An object that reports none of these is healthy because it is there.
 */
export const genericHealth: HealthRule = live => {
  const reportsGeneration =
    typeof jsonAt(live, 'status', 'observedGeneration') === 'number';
  if (reportsGeneration && isStale(live)) return 'Progressing';
  if (conditionAt(live, 'Stalled')?.status === 'True') return 'Degraded';
  if (conditionAt(live, 'Reconciling')?.status === 'True') return 'Progressing';
  const ready = conditionAt(live, 'Ready');
  if (ready?.status === 'False') return 'Degraded';
  return ready?.status === 'Unknown' ? 'Progressing' : 'Healthy';
};
