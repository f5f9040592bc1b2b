import { z } from 'zod';
import { resourceFields } from '../operations/Operation';
import { environmentUpdatePermission } from '../permissions';
import {
  appliedChanges,
  descriptiveFields,
  newName,
  optionalText,
} from './fields';
import { declareVerb } from './Verb';

export const applyEnvironment = declareVerb({
  name: 'apply-environment',
  title: 'Create or change an environment',
  description:
    'Creates an OpenChoreo environment of an organization, or changes the given settings of it. A dry run returns the changes without making them.',
  resource: 'organization',
  permission: environmentUpdatePermission,
  input: z.object({
    ...resourceFields.organization,
    name: newName,
    ...descriptiveFields('environment'),
    dataPlane: optionalText(
      'Name of the data plane that runs it, of the organization or of `default`. `default` for a new environment.',
    ),
    isProduction: z
      .boolean()
      .optional()
      .describe('Whether it serves production traffic.'),
    dnsPrefix: z
      .string()
      .regex(
        /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
        'is not the first label of a host name: use lower-case letters, digits and dashes',
      )
      .optional()
      .describe('First label of the host names of its endpoints.'),
    requireApproval: z
      .boolean()
      .optional()
      .describe('Whether every promotion to it needs an approval.'),
    maxReplicas: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Maximum number of replicas of one component.'),
    allowedImages: optionalText(
      'Regular expression (RE2) that every image must match, such as `^registry.example.com/`.',
    ),
  }),
  output: z.object({
    organization: z.string().describe('Name of the organization.'),
    environment: z.string().describe('Name of the environment.'),
    changes: appliedChanges,
  }),
  attributes: { readOnly: false, destructive: true, idempotent: true },
  references: { dataPlane: 'data-plane' },
  creates: 'environment',
  http: { method: 'PUT', path: '/environments/{name}', status: 200 },
  audit: {
    eventId: 'environment-apply',
    severityLevel: 'medium',
    meta: ({ name }) => ({ environment: name }),
  },
});
