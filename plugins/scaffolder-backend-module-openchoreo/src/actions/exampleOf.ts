import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { stringify } from 'yaml';

/**
 * Makes the examples of an action: each a template with one step.
 *
 * @param name - of the step
 */
export function exampleOf(action: string, name: string) {
  return (description: string, input: JsonObject): TemplateExample => ({
    description,
    example: stringify({ steps: [{ id: 'step', name, action, input }] }),
  });
}
