import type { ObjectHealth } from '@promenade/backstage-plugin-openchoreo-common';

const urgency: readonly ObjectHealth['health'][] = [
  'Degraded',
  'Unknown',
  'Progressing',
  'Suspended',
  'Healthy',
];

/** Objects with what needs a look first; otherwise in the order they came, so that nothing jumps. */
export function byUrgency(objects: readonly ObjectHealth[]): ObjectHealth[] {
  return [...objects].sort(
    (a, b) => urgency.indexOf(a.health) - urgency.indexOf(b.health),
  );
}

export function isUnwell(object: ObjectHealth): boolean {
  return object.health === 'Degraded';
}
