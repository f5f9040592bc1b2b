import type { MergeSchema } from '../runtime/merge';
import type { Problem } from '../core/problem';
import { validateQuantities, type ResourceLayers } from './quantity-check';
import { validateStructure } from './shape-check';

/** The layers of a workload object that anything can be written in, and how they merge. */
export interface ValidateLayersInput extends ResourceLayers {
  readonly schema: MergeSchema;
}

/** What is wrong in the template of a class, in parameters and in overrides, each by the field that somebody wrote. */
export function validateLayers({
  schema,
  ...layers
}: ValidateLayersInput): Problem[] {
  const { template, templateField, parameters } = layers;
  return [
    ...validateStructure(template, templateField, schema),
    ...validateStructure(parameters, 'spec.parameters', schema),
    ...validateQuantities(layers),
  ];
}
