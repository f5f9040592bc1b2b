import { z } from 'zod';

const cellQuotaSchema = z.object({
  organization: z.string().describe('Name of the organization.'),
  project: z.string().describe('Name of the project.'),
  entityRef: z.string().describe('Entity ref of the project.'),
  environment: z.string().describe('Name of the environment.'),
  namespace: z.string().optional().describe('Namespace of the cell.'),
  resources: z
    .array(
      z.object({
        name: z.string().describe('Such as `limits.cpu`.'),
        hard: z.string().describe('The amount that the cell may use.'),
        used: z.string().describe('The amount that it uses.'),
        ratio: z
          .number()
          .optional()
          .describe('Used part of the amount, 1 for all of it.'),
      }),
    )
    .describe('By name.'),
});

/**
 * What a cell, a project in an environment, may use and uses.
 *
 * @public
 */
export type CellQuota = z.infer<typeof cellQuotaSchema>;

/** The quotas of several cells. */
export const quotasSchema = z
  .array(cellQuotaSchema)
  .describe(
    'The quotas of the cells of projects that the caller may see, as the control plane has observed them.',
  );
