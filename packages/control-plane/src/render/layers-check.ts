import type { MergeSchema } from '../runtime/merge';
import type { Problem } from '../core/problem';
import { quantityProblems, type ResourceLayers } from './quantity-check';
import { shapeProblems } from './shape-check';

/** The layers of a workload object that anything can be written in, and how they merge. */
export interface FreeLayers extends ResourceLayers {
  readonly schema: MergeSchema;
}

/** What is wrong in the template of a class, in parameters and in overrides, each by the field that somebody wrote. */
export function layerProblems({ schema, ...layers }: FreeLayers): Problem[] {
  const { template, templateField, parameters } = layers;
  return [
    ...shapeProblems(template, templateField, schema),
    ...shapeProblems(parameters, 'spec.parameters', schema),
    ...quantityProblems(layers),
  ];
}
