import { jsonAt } from '../../runtime/json';
import { conditionAt, isOfNow, isStale, type HealthRule } from './health';

/**
 * Any other kind, by the conventions that kstatus collects: an observed
 * generation that lags, and the conditions Reconciling, Stalled and Ready. One
 * that is not ready is on its way: only Stalled says that it will not get there.
 * An object that reports none of these is healthy because it is there.
 */
export const genericHealth: HealthRule = live => {
  const reportsGeneration =
    typeof jsonAt(live, 'status', 'observedGeneration') === 'number';
  if (reportsGeneration && isStale(live)) return 'Progressing';
  if (conditionAt(live, 'Reconciling')?.status === 'True') return 'Progressing';
  if (conditionAt(live, 'Stalled')?.status === 'True') return 'Degraded';
  const ready = conditionAt(live, 'Ready');
  return !ready || (ready.status === 'True' && isOfNow(live, ready))
    ? 'Healthy'
    : 'Progressing';
};
