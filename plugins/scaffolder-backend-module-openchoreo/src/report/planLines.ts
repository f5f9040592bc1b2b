import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import { changeLine } from './changeLines';

/** The changes of a promotion, line by line. */
export function planLines(component: string, plan: PromotionPlan): string[] {
  const { from, to, release, replaces, changes, warnings } = plan;
  const subject = [component, release?.short].filter(Boolean).join(' ');
  const replaced = replaces ? `, replaces ${replaces.short}` : '';
  return [
    `${subject} from ${from} to ${to}${replaced}`,
    ...changes.map(changeLine),
    ...warnings.map(({ message }) => `  Warning: ${message}`),
  ];
}
