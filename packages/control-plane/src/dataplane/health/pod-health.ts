import { jsonAt } from '../../runtime/json';
import { objectsAt, textAt, type HealthRule } from './health';

/** Why a container that waits will not start by itself. */
const hopeless = new Set([
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'ErrImagePull',
]);

/** core/v1 Pod: healthy when it runs with every container ready, or has done its work. */
export const podHealth: HealthRule = live => {
  const containers = objectsAt(live, 'status', 'containerStatuses');
  switch (textAt(live, 'status', 'phase')) {
    case 'Pending':
      return 'Progressing';
    case 'Running':
      if (containers.some(isHopeless)) return 'Degraded';
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

function isHopeless(container: object): boolean {
  return hopeless.has(textAt(container, 'state', 'waiting', 'reason') ?? '');
}
