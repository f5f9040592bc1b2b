import { z } from 'zod';
import { conditionsSchema } from './condition';
import { objectMetaSchema } from './object-meta';

/**
 * API version of the kinds of OpenChoreo.
 *
 * @public
 */
export const openChoreoApiVersion = 'openchoreo.dev/v1alpha1';

/**
 * API version of the kinds that only Promenade has.
 *
 * @public
 */
export const deliveryApiVersion = 'delivery.openchoreo.dev/v1alpha1';

/**
 * API versions of the kinds.
 *
 * @public
 */
export type ModelApiVersion =
  | typeof openChoreoApiVersion
  | typeof deliveryApiVersion;

/** Status fields of every kind. */
export const statusSchema = z.object({
  observedGeneration: z
    .int()
    .optional()
    .describe('Generation of the resource that the status is based on.'),
  conditions: conditionsSchema.optional(),
});

/** Builds the schema of a resource from the schemas of its spec and its status. */
export function resourceSchema<
  A extends ModelApiVersion,
  K extends string,
  Spec extends z.ZodType,
  Status extends z.ZodType,
>(apiVersion: A, kind: K, spec: Spec, status: Status) {
  return z.object({
    apiVersion: z.literal(apiVersion),
    kind: z.literal(kind),
    metadata: objectMetaSchema,
    spec,
    status: status
      .optional()
      .describe('Observed state. Written by the control plane.'),
  });
}
