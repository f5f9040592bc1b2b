import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const policiesSchema = z.object({
  allowedClasses: z
    .array(z.string().describe('One class name.'))
    .optional()
    .describe('Names of the classes that may be deployed; all by default.'),
  allowedImages: z
    .string()
    .optional()
    .describe('Regular expression that every image must match.'),
  requireApproval: z
    .boolean()
    .optional()
    .describe('Whether each deployment needs an approval.'),
  requireSigned: z
    .boolean()
    .optional()
    .describe('Whether images must be signed.'),
  maxReplicas: z
    .int32()
    .min(1)
    .optional()
    .describe('Most replicas that one component may have.'),
});

const specSchema = z
  .object({
    dataPlaneRef: z
      .string()
      .optional()
      .describe('Name of the DataPlane that the environment lives on.'),
    isProduction: z
      .boolean()
      .optional()
      .describe('Whether real users depend on the environment.'),
    gateway: z
      .object({
        dnsPrefix: z
          .string()
          .optional()
          .describe('First label of the host names of the environment.'),
        security: z
          .object({
            remoteJwks: z
              .object({
                uri: z.string().describe('Address of the key set.'),
              })
              .optional()
              .describe('Key set that proves the tokens of callers.'),
          })
          .optional()
          .describe('How callers are recognised.'),
      })
      .optional()
      .describe('How the gateways serve the environment.'),
    policies: policiesSchema
      .optional()
      .describe('What may be deployed to the environment.'),
  })
  .describe('What the environment should be.');

export const environmentSchema = resourceSchema(
  openChoreoApiVersion,
  'Environment',
  specSchema.prefault({}),
  statusSchema,
);

export type Environment = z.infer<typeof environmentSchema>;

export const environmentKind = defineKind<Environment>({
  apiVersion: openChoreoApiVersion,
  kind: 'Environment',
  plural: 'environments',
  shortNames: ['env', 'envs'],
  description:
    'A stage that components run in, such as development or production, on one data plane.',
  columns: [
    column(
      'DataPlane',
      '.spec.dataPlaneRef',
      'Data plane that the environment lives on.',
    ),
    {
      name: 'Production',
      type: 'boolean',
      jsonPath: '.spec.isProduction',
      description: 'Whether real users depend on the environment.',
    },
    readyColumn,
    ageColumn,
  ],
  schema: environmentSchema,
});
