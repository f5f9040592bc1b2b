import {
  verbs,
  type PlanChange,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';

const outputSchema = z.object({
  changes: verbs.updateComponent.output.shape.changes.optional(),
});

/** The changes in the output of a verb. Undefined for a verb that does not report any. */
export function changesIn(output: object): PlanChange[] | undefined {
  return outputSchema.parse(output).changes;
}

/** A change in a line. Configuration has names only: values may be secrets. */
export function changeLine({ area, path, before, after }: PlanChange): string {
  if (area === 'configuration') return `  ${area}: ${path}`;
  return `  ${area}: ${path}: ${before ?? 'none'} → ${after ?? 'none'}`;
}

/**
 * What a verb has changed, line by line.
 *
 * @param title - such as `Update a component: departures`
 */
export function changeLines(title: string, output: object): string {
  const changes = changesIn(output);
  if (changes?.length === 0) return `${title}: nothing had to be changed`;
  return [title, ...(changes ?? []).map(changeLine)].join('\n');
}
