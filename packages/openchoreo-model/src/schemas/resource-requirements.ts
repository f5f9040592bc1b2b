import { z } from 'zod';
import { quantity } from './scalars';

const amountsSchema = z.record(
  z.string(),
  quantity().describe('Quantity of the resource.'),
);

/** core/v1 ResourceRequirements, without claims. */
export const resourceRequirementsSchema = z.object({
  requests: amountsSchema
    .optional()
    .describe('Guaranteed resources of the container, by resource name.'),
  limits: amountsSchema
    .optional()
    .describe('Maximum resources of the container, by resource name.'),
});
