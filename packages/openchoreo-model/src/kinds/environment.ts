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
      'Names of the ServiceClasses, WebApplicationClasses and ScheduledTaskClasses that may be deployed. An empty list allows none. Default: all.',
    ),
  allowedImages: z
    .string()
    .optional()
    .describe(
      'Regular expression in the syntax of RE2 that every image must match, of the class as well. It matches a part of the image unless it has the anchors ^ and $. An invalid one blocks all deployments.',
    ),
  requireApproval: z
    .boolean()
    .optional()
    .describe(
      'Whether each promotion to the environment needs an approval, whatever the DeploymentPipeline says.',
    ),
  requireSigned: z
    .boolean()
    .optional()
    .describe(
      'Whether images must be signed. Signatures cannot be verified, so that true blocks all deployments.',
    ),
  maxReplicas: z
    .int32()
    .min(1)
    .optional()
    .describe('Maximum number of replicas of one component.'),
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
        'Restrictions on deployments to the environment. A deployment that violates one is not applied; what runs is kept. They do not apply to suspended components.',
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
