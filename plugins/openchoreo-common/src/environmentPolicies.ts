import { z } from 'zod';

/** Restrictions on deployments to an environment. */
export const environmentPoliciesSchema = z
  .object({
    requiresApproval: z
      .boolean()
      .describe('Whether each promotion to it needs an approval.'),
    maxReplicas: z.int().optional().describe('Most replicas of one component.'),
    allowedImages: z
      .string()
      .optional()
      .describe('Regular expression that every image must match.'),
    allowedClasses: z
      .array(z.string())
      .optional()
      .describe('Names of the classes that may be deployed. Absent for all.'),
  })
  .describe('Restrictions on deployments to the environment.');
