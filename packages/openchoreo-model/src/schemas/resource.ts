import { z } from 'zod';
import { conditionsSchema } from './condition';
import { objectMetaSchema } from './object-meta';

/** API version of the kinds that OpenChoreo defines. */
export const openChoreoApiVersion = 'openchoreo.dev/v1alpha1';

/** API version of the kinds that OpenChoreo does not have. */
export const deliveryApiVersion = 'delivery.openchoreo.dev/v1alpha1';

export type ModelApiVersion =
  | typeof openChoreoApiVersion
  | typeof deliveryApiVersion;

/** What the status of every kind holds; a kind extends it with what it alone reports. */
export const statusSchema = z.object({
  observedGeneration: z
    .int()
    .optional()
    .describe('Generation of the resource that this status describes.'),
  conditions: conditionsSchema.optional(),
});

/** The schema of a whole resource, from the schemas of its spec and its status. */
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
      .describe('What the control plane last observed; nobody else writes it.'),
  });
}
