import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { defineKind } from '../kind-definition';
import { annotations, labels } from '../names/labels';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { strings } from '../schemas/scalars';

const environmentGroupSchema = z
  .object({
    name: z.string().describe('Name of the environment group.'),
    environments: strings('Name of one Environment.').describe(
      'Names of the Environments in the environment group.',
    ),
  })
  .describe('One environment group.');

const valueSchema = z
  .object({
    environment: z
      .string()
      .optional()
      .describe('Name of the Environment that the value applies to.'),
    environmentGroupRef: z
      .string()
      .optional()
      .describe('Name of the environment group that the value applies to.'),
    value: z
      .string()
      .optional()
      .describe('Plain value. Do not put secrets here.'),
    vaultKey: z
      .string()
      .optional()
      .describe('Key of a secret value in the secret store of the data plane.'),
  })
  .describe('Value in one environment or environment group.');

const configurationSchema = z
  .object({
    key: z
      .string()
      .describe(
        'Key of the configuration: letters, digits, dots, hyphens and underscores.',
      ),
    values: z
      .array(valueSchema)
      .describe(
        'Values by environment. The first entry that matches the environment is used.',
      ),
  })
  .describe('One configuration.');

/**
 * Schema of a ConfigurationGroup.
 *
 * @public
 */
export const configurationGroupSchema = resourceSchema(
  openChoreoApiVersion,
  'ConfigurationGroup',
  z
    .object({
      scope: z
        .record(z.string(), z.string().describe('Value of the label.'))
        .default({})
        .describe('Labels of the scope. Accepted but has no effect yet.'),
      environmentGroups: z
        .array(environmentGroupSchema)
        .optional()
        .describe('Groups of environments that share values.'),
      configurations: z
        .array(configurationSchema)
        .describe('Configurations of the group.'),
      updateStrategy: z
        .enum(['Restart', 'Live'])
        .optional()
        .describe(
          'What happens to running pods when a value changes: Restart (default) replaces the pods that use it, Live only updates mounted files.',
        ),
    })
    .describe('Desired state of the configuration group.'),
  statusSchema,
);

/**
 * A ConfigurationGroup.
 *
 * @public
 */
export type ConfigurationGroup = z.infer<typeof configurationGroupSchema>;

const escaped = (key: string) => key.replace(/\./g, '\\.');

/**
 * Definition of the kind ConfigurationGroup.
 *
 * @public
 */
export const configurationGroupKind = defineKind<ConfigurationGroup>({
  apiVersion: openChoreoApiVersion,
  kind: 'ConfigurationGroup',
  plural: 'configurationgroups',
  shortNames: ['configgrp'],
  categories: ['choreo', 'all'],
  description:
    'Configuration values and secret references that components share, with a value for each environment.',
  columns: [
    column(
      'DisplayName',
      `.metadata.annotations.${escaped(annotations.displayName)}`,
      'Display name.',
    ),
    column(
      'Organization',
      `.metadata.labels.${escaped(labels.organization)}`,
      'Organization that owns the group.',
    ),
    ageColumn,
  ],
  schema: configurationGroupSchema,
});
