import { z } from 'zod';
import { quantity } from './scalars';

const amountsSchema = z.record(
  z.string(),
  quantity().describe('Amount of that resource.'),
);

/** CPU, memory and other resources of a container, as core/v1 has it. */
export const resourceRequirementsSchema = z.object({
  requests: amountsSchema
    .optional()
    .describe('What the container is sure to get, by resource name.'),
  limits: amountsSchema
    .optional()
    .describe('Most that the container may use, by resource name.'),
});
