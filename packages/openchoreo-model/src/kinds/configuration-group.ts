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
    name: z.string().describe('Name of the group.'),
    environments: strings('Name of one Environment.').describe(
      'Names of the Environments in the group.',
    ),
  })
  .describe('One group of environments.');

const valueSchema = z
  .object({
    environment: z
      .string()
      .optional()
      .describe('Name of the Environment that the value is for.'),
    environmentGroupRef: z
      .string()
      .optional()
      .describe('Name of the environment group that the value is for.'),
    value: z.string().optional().describe('The value, written out.'),
    vaultKey: z
      .string()
      .optional()
      .describe('Key of the value in the secret store, where it is secret.'),
  })
  .describe('The value in one environment or group of them.');

const configurationSchema = z
  .object({
    key: z.string().describe('Name of the configuration.'),
    values: z.array(valueSchema).describe('Its values, by environment.'),
  })
  .describe('One configuration.');

export const configurationGroupSchema = resourceSchema(
  openChoreoApiVersion,
  'ConfigurationGroup',
  z
    .object({
      scope: z
        .record(z.string(), z.string().describe('Value of the label.'))
        .default({})
        .describe('Labels that narrow the group down; nothing reads them.'),
      environmentGroups: z
        .array(environmentGroupSchema)
        .optional()
        .describe('Environments that share values.'),
      configurations: z
        .array(configurationSchema)
        .describe('The configurations of the group.'),
      updateStrategy: z
        .enum(['Restart', 'Live'])
        .optional()
        .describe(
          'Whether a change restarts what uses the group (Restart), or only replaces mounted files (Live).',
        ),
    })
    .describe('What the configuration group should be.'),
  statusSchema,
);

export type ConfigurationGroup = z.infer<typeof configurationGroupSchema>;

const escaped = (key: string) => key.replace(/\./g, '\\.');

export const configurationGroupKind = defineKind<ConfigurationGroup>({
  apiVersion: openChoreoApiVersion,
  kind: 'ConfigurationGroup',
  plural: 'configurationgroups',
  shortNames: ['configgrp'],
  categories: ['choreo', 'all'],
  description:
    'Configuration and secrets that components share, with a value for each environment.',
  columns: [
    column(
      'DisplayName',
      `.metadata.annotations.${escaped(annotations.displayName)}`,
      'Name for people.',
    ),
    column(
      'Organization',
      `.metadata.labels.${escaped(labels.organization)}`,
      'Organization of the group.',
    ),
    ageColumn,
  ],
  schema: configurationGroupSchema,
});
