import { z } from 'zod';
import { auditEntryListSchema, auditResults } from '../../auditEntries';
import { optionalObjectName, resourceFields } from '../Operation';
import { audit, declareRead, get } from '../ReadDeclaration';
import { historyFormats, historyPageFields } from './historyFields';

const listAuditEntries = declareRead({
  name: 'list-audit-entries',
  title: 'List who changed what in an organization',
  description:
    'The verbs and commands that were requested in an organization through the portal, its APIs, templates and agents, with their results, of what the caller may see, newest first, in pages. What was changed with kubectl or by GitOps is not part of it.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object({
    ...resourceFields.organization,
    project: optionalObjectName('Only of this project.'),
    component: optionalObjectName('Only of this component.'),
    environment: optionalObjectName('Only of this environment.'),
    person: z
      .string()
      .min(1)
      .optional()
      .describe('Only what this user has requested, as an entity ref.'),
    operation: optionalObjectName(
      'Only this verb or command, such as `deploy-component`.',
    ),
    result: z.enum(auditResults).optional().describe('Only this result.'),
    ...historyPageFields,
  }),
  output: auditEntryListSchema,
  formats: historyFormats,
  http: get('/audit-entries'),
  followable: false,
  audit: audit('audit-fetch', 'audit-entries'),
});

/** The reads of the audit. */
export const auditReads = { listAuditEntries };
