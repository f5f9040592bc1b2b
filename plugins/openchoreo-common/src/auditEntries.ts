import { z } from 'zod';

/**
 * The result of an audited operation. `Started`: it still runs, or the backend was stopped before it ended.
 *
 * @public
 */
export const auditResults = [
  'Started',
  'Succeeded',
  'Failed',
  'Denied',
] as const;

/** @public */
export type AuditResult = (typeof auditResults)[number];

/** @public */
export const auditEntrySchema = z.object({
  id: z.string(),
  startedAt: z.string().describe('ISO 8601 time.'),
  completedAt: z.string().optional().describe('ISO 8601 time.'),
  operation: z
    .string()
    .describe('Name of the verb or command, such as `deploy-component`.'),
  organization: z.string().describe('Name of the organization.'),
  project: z.string().optional().describe('Name of the project.'),
  component: z.string().optional().describe('Name of the component.'),
  environment: z.string().optional().describe('Name of the environment.'),
  requestedBy: z
    .string()
    .describe('Entity ref of the user, or the name of the service.'),
  door: z
    .string()
    .describe(
      'Through which interface it was requested: rest, scaffolder or agent.',
    ),
  result: z.enum(auditResults).describe('How it has ended.'),
  message: z.string().optional().describe('Why it did not succeed.'),
  details: z
    .record(z.string(), z.string())
    .describe('What was changed, such as `image` or `promotion`.'),
});

/**
 * An operation that somebody has requested to change the platform, with its result.
 *
 * @public
 */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** @public */
export const auditEntryListSchema = z.object({
  entries: z.array(auditEntrySchema).describe('Newest first.'),
  nextCursor: z
    .string()
    .optional()
    .describe(
      'The `cursor` of the next page. Absent on the last one. A page may have fewer entries than `limit` and still not be the last one.',
    ),
});

/**
 * A page of the audit entries of an organization.
 *
 * @public
 */
export type AuditEntryList = z.infer<typeof auditEntryListSchema>;
