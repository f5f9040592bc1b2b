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
      .describe('Whether somebody has to approve the step.'),
    isManualApprovalRequired: z
      .boolean()
      .optional()
      .describe('Whether a person has to approve even when all checks pass.'),
  })
  .describe('One environment that is promoted to.');

const promotionPathSchema = z
  .object({
    sourceEnvironmentRef: z
      .string()
      .describe('Name of the Environment that is promoted from.'),
    targetEnvironmentRefs: z
      .array(targetSchema)
      .describe('Environments that are promoted to.'),
  })
  .describe('The steps that lead out of one environment.');

const specSchema = z
  .object({
    promotionPaths: z
      .array(promotionPathSchema)
      .optional()
      .describe('The steps of the pipeline, by the environment they start at.'),
  })
  .describe('What the pipeline should be.');

export const deploymentPipelineSchema = resourceSchema(
  openChoreoApiVersion,
  'DeploymentPipeline',
  specSchema.prefault({}),
  statusSchema,
);

export type DeploymentPipeline = z.infer<typeof deploymentPipelineSchema>;
export type PromotionPath = z.infer<typeof promotionPathSchema>;

export const deploymentPipelineKind = defineKind<DeploymentPipeline>({
  apiVersion: openChoreoApiVersion,
  kind: 'DeploymentPipeline',
  plural: 'deploymentpipelines',
  shortNames: ['deppipe', 'deppipes'],
  description:
    'The environments that a release walks through, and in which order.',
  columns: [
    column(
      'Start',
      '.spec.promotionPaths[0].sourceEnvironmentRef',
      'Environment that the first step starts at.',
    ),
    readyColumn,
    ageColumn,
  ],
  schema: deploymentPipelineSchema,
});
