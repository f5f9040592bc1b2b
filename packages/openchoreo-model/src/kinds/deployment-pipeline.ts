import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const targetSchema = z
  .object({
    name: z.string().describe('Name of the target Environment.'),
    requiresApproval: z
      .boolean()
      .optional()
      .describe('Whether a promotion along this edge needs an approval.'),
    isManualApprovalRequired: z
      .boolean()
      .optional()
      .describe(
        'Whether a promotion along this edge needs an approval by a person. Same effect as requiresApproval.',
      ),
  })
  .describe('Target of one edge.');

const promotionPathSchema = z
  .object({
    sourceEnvironmentRef: z
      .string()
      .describe(
        'Name of the source Environment. The environment that is no target is the first of the pipeline.',
      ),
    targetEnvironmentRefs: z
      .array(targetSchema)
      .describe('Target Environments.'),
  })
  .describe('Edges that start at one environment.');

const specSchema = z
  .object({
    promotionPaths: z
      .array(promotionPathSchema)
      .optional()
      .describe(
        'Edges of the pipeline, grouped by source environment. They must not form a cycle.',
      ),
  })
  .describe('Desired state of the pipeline.');

export const deploymentPipelineSchema = resourceSchema(
  openChoreoApiVersion,
  'DeploymentPipeline',
  specSchema.prefault({}),
  statusSchema,
);

/**
 * A DeploymentPipeline.
 *
 * @public
 */
export type DeploymentPipeline = z.infer<typeof deploymentPipelineSchema>;

/**
 * Definition of the kind DeploymentPipeline.
 *
 * @public
 */
export const deploymentPipelineKind = defineKind<DeploymentPipeline>({
  apiVersion: openChoreoApiVersion,
  kind: 'DeploymentPipeline',
  plural: 'deploymentpipelines',
  shortNames: ['deppipe', 'deppipes'],
  description:
    'The environments of a project and the order in which releases are promoted through them.',
  columns: [
    column(
      'Start',
      '.spec.promotionPaths[0].sourceEnvironmentRef',
      'Source environment of the first entry.',
    ),
    readyColumn,
    ageColumn,
  ],
  schema: deploymentPipelineSchema,
});
