import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { recordedDataPlanesSchema } from '../schemas/cluster';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const policiesSchema = z.object({
  allowedClasses: z
    .array(z.string().describe('One class name.'))
    .optional()
    .describe(
      'Names of the classes that may be deployed. Default: all. Accepted but has no effect yet.',
    ),
  allowedImages: z
    .string()
    .optional()
    .describe(
      'Regular expression that every image must match. Accepted but has no effect yet.',
    ),
  requireApproval: z
    .boolean()
    .optional()
    .describe(
      'Whether each deployment needs an approval. Accepted but has no effect yet. Use requiresApproval of the DeploymentPipeline.',
    ),
  requireSigned: z
    .boolean()
    .optional()
    .describe('Whether images must be signed. Accepted but has no effect yet.'),
  maxReplicas: z
    .int32()
    .min(1)
    .optional()
    .describe(
      'Maximum number of replicas of one component. Accepted but has no effect yet.',
    ),
});

const specSchema = z
  .object({
    dataPlaneRef: z
      .string()
      .optional()
      .describe(
        'Name of the DataPlane that runs the cells of the environment. Default: default.',
      ),
    isProduction: z
      .boolean()
      .optional()
      .describe(
        'Whether the environment serves production traffic. Only shown; nothing depends on it.',
      ),
    gateway: z
      .object({
        dnsPrefix: z
          .string()
          .optional()
          .describe(
            'First label of the host names of the environment. Used when the DataPlane has hostMode Configured.',
          ),
        security: z
          .object({
            remoteJwks: z
              .object({
                uri: z
                  .string()
                  .describe(
                    'URL of the JSON Web Key Set, without user name and password.',
                  ),
              })
              .optional()
              .describe(
                'JSON Web Key Set that verifies the tokens of callers, for APIs whose class names none.',
              ),
          })
          .optional()
          .describe('Authentication of callers.'),
      })
      .optional()
      .describe('Gateway settings of the environment.'),
    policies: policiesSchema
      .optional()
      .describe(
        'Restrictions on deployments to the environment. None of them has an effect yet.',
      ),
  })
  .describe('Desired state of the environment.');

/**
 * Schema of an Environment.
 *
 * @public
 */
export const environmentSchema = resourceSchema(
  openChoreoApiVersion,
  'Environment',
  specSchema,
  statusSchema.extend({ dataPlanes: recordedDataPlanesSchema }),
);

/**
 * An Environment.
 *
 * @public
 */
export type Environment = z.infer<typeof environmentSchema>;

/**
 * Definition of the kind Environment.
 *
 * @public
 */
export const environmentKind = defineKind<Environment>({
  apiVersion: openChoreoApiVersion,
  kind: 'Environment',
  plural: 'environments',
  shortNames: ['env', 'envs'],
  description:
    'A stage in which components run, such as development or production, on one data plane.',
  columns: [
    column(
      'DataPlane',
      '.spec.dataPlaneRef',
      'Data plane that runs the environment.',
    ),
    {
      name: 'Production',
      type: 'boolean',
      jsonPath: '.spec.isProduction',
      description:
        'Whether the environment serves production traffic. Only shown; nothing depends on it.',
    },
    readyColumn,
    ageColumn,
  ],
  schema: environmentSchema,
});
