import type { PlanChange } from '@promenade/backstage-plugin-openchoreo-common';

/** The areas of a plan, in the order that people weigh them. */
const order = [
  'images',
  'configuration',
  'connections',
  'exposure',
  'policies',
] as const satisfies readonly PlanChange['area'][];

export interface PlanArea {
  area: PlanChange['area'];
  changes: PlanChange[];
}

/** Groups the changes of a plan by area; areas without a change are left out. */
export function planAreas(changes: readonly PlanChange[]): PlanArea[] {
  return order
    .map(area => ({
      area,
      changes: changes.filter(change => change.area === area),
    }))
    .filter(group => group.changes.length > 0);
}
