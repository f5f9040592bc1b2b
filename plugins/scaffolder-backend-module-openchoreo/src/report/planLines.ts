import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';

/** What a promotion changes, line by line. Of configuration only the names are said: values may be secrets. */
export function planLines(component: string, plan: PromotionPlan): string[] {
  const { from, to, release, replaces, changes, warnings } = plan;
  const what = [component, release?.short].filter(Boolean).join(' ');
  const instead = replaces ? `, in place of ${replaces.short}` : '';
  return [
    `${what} from ${from} to ${to}${instead}`,
    ...changes.map(({ area, path, before, after }) => {
      if (area === 'configuration') return `  ${area}: ${path}`;
      return `  ${area}: ${path}: ${before ?? 'none'} → ${after ?? 'none'}`;
    }),
    ...warnings.map(({ message }) => `  It will wait: ${message}`),
  ];
}
