import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';

/** The changes of a promotion, line by line. Configuration has names only: values may be secrets. */
export function planLines(component: string, plan: PromotionPlan): string[] {
  const { from, to, release, replaces, changes, warnings } = plan;
  const subject = [component, release?.short].filter(Boolean).join(' ');
  const replaced = replaces ? `, replaces ${replaces.short}` : '';
  return [
    `${subject} from ${from} to ${to}${replaced}`,
    ...changes.map(({ area, path, before, after }) => {
      if (area === 'configuration') return `  ${area}: ${path}`;
      return `  ${area}: ${path}: ${before ?? 'none'} → ${after ?? 'none'}`;
    }),
    ...warnings.map(({ message }) => `  Warning: ${message}`),
  ];
}
