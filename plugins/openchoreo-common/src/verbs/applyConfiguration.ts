import { z } from 'zod';
import { objectName, resourceFields } from '../operations/Operation';
import { configurationUpdatePermission } from '../permissions';
import {
  appliedChanges,
  configurationKey,
  descriptiveFields,
  newName,
} from './fields';
import { declareVerb } from './Verb';

const groupFields = {
  ...resourceFields.organization,
  name: newName,
  ...descriptiveFields('configuration group'),
};

const output = z.object({
  organization: z.string().describe('Name of the organization.'),
  configurationGroup: z.string().describe('Name of the configuration group.'),
  changes: appliedChanges,
});

const attributes = {
  readOnly: false,
  destructive: true,
  idempotent: true,
} as const;

export const applyConfiguration = declareVerb({
  name: 'apply-configuration',
  title: 'Create or change a configuration',
  description:
    'Sets plain values of an OpenChoreo configuration group for environments, and creates the group if needed. Components that use a changed value are restarted, unless the group says otherwise. Values that are not named stay. A dry run returns the changes without making them.',
  resource: 'organization',
  permission: configurationUpdatePermission,
  input: z.object({
    ...groupFields,
    values: z
      .array(
        z.object({
          key: configurationKey,
          environment: objectName('Name of the environment.'),
          value: z
            .string()
            .describe('Plain value, not a secret. It is never logged.'),
        }),
      )
      .max(500)
      .optional()
      .describe('Values to add or to replace.'),
    removedKeys: z
      .array(configurationKey)
      .max(500)
      .optional()
      .describe('Keys to remove, with their values in all environments.'),
  }),
  output,
  attributes,
  http: { method: 'PUT', path: '/configuration-groups/{name}', status: 200 },
  audit: {
    eventId: 'configuration-apply',
    severityLevel: 'medium',
    meta: ({ name }) => ({ configurationGroup: name }),
  },
});

export const applySecretReference = declareVerb({
  name: 'apply-secret-reference',
  title: 'Create or change a secret reference',
  description:
    'Sets where a key of an OpenChoreo configuration group finds its secret value in the secret store of the data plane, for environments, and creates the group if needed. The secret value itself is never sent. A dry run returns the changes without making them.',
  resource: 'organization',
  permission: configurationUpdatePermission,
  input: z.object({
    ...groupFields,
    key: configurationKey,
    references: z
      .array(
        z.object({
          environment: objectName('Name of the environment.'),
          vaultKey: z
            .string()
            .max(500)
            .regex(
              /^[A-Za-z0-9][-A-Za-z0-9._/]*$/,
              'is not a key of a secret store: use letters, digits, dots, dashes, underscores and slashes, such as secret/acme/database',
            )
            .describe(
              'Key of the secret in the secret store of the data plane, such as `secret/acme/database`.',
            ),
        }),
      )
      .min(1, 'names no environment: give at least one reference')
      .max(100)
      .describe('The references to add or to replace.'),
  }),
  output,
  attributes,
  http: {
    method: 'PUT',
    path: '/configuration-groups/{name}/secret-references/{key}',
    status: 200,
  },
  audit: {
    eventId: 'secret-reference-apply',
    severityLevel: 'medium',
    meta: ({ name, key }) => ({ configurationGroup: name, key }),
  },
});
