import { isStale, numberAt, textAt, type HealthRule } from './health';

/** apps/v1 StatefulSet: healthy when every replica is of the present revision and available, suspended when there is to be none. */
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
  // The count of updated pods is not kept where there is nothing to update.
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
