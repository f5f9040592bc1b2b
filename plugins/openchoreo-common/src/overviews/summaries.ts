import { z } from 'zod';
import { isolationSchema } from '../isolation';
import { promotionGateSchema, requiredApprovalSchema } from '../promotions';
import { deploymentStateSchema } from '../state';
import { entityFields, stateCountsSchema } from './fields';

export const releaseSchema = z
  .object({
    short: z.string().describe('The first seven characters of the hash.'),
    hash: z.string().describe('The full content hash of the release.'),
    version: z.string().optional().describe('Tag of its main image.'),
  })
  .describe('The release that runs there.');

/** The state of a component in an environment. */
export const deploymentSummarySchema = z.object({
  environment: z.string().describe('Name of the environment.'),
  state: deploymentStateSchema,
  message: z
    .string()
    .optional()
    .describe('Reason of the state, in a sentence.'),
  release: releaseSchema.optional(),
});

/**
 * The state of a component in an environment, in a table.
 *
 * @public
 */
export type DeploymentSummary = z.infer<typeof deploymentSummarySchema>;

const dataPlaneRefSchema = z.object({
  ...entityFields,
  isSimulated: z.boolean().describe('Whether it runs no containers.'),
  unreachable: z
    .object({
      message: z.string().describe('Why, in a sentence.'),
      since: z.string().optional().describe('ISO 8601 time.'),
    })
    .optional()
    .describe('Present while it cannot be reached.'),
});

/** An environment in a list. */
export const environmentSummarySchema = z.object({
  ...entityFields,
  isProduction: z.boolean().describe('Whether it serves production.'),
  dataPlane: dataPlaneRefSchema
    .optional()
    .describe('The data plane that it is on. Absent when it does not exist.'),
});

/**
 * An environment in a list.
 *
 * @public
 */
export type EnvironmentSummary = z.infer<typeof environmentSummarySchema>;

export const populatedEnvironmentSchema = environmentSummarySchema.extend({
  states: stateCountsSchema.describe(
    'How many components that the caller may see are in each state there, the worst state first.',
  ),
});

export const projectSummarySchema = z.object({
  name: entityFields.name,
  displayName: entityFields.displayName,
  entityRef: entityFields.entityRef,
  pipeline: z
    .string()
    .optional()
    .describe(
      'Name of the deployment pipeline. Absent when it does not exist.',
    ),
  componentCount: z
    .int()
    .describe('Number of components that the caller may see.'),
  states: stateCountsSchema.describe(
    'How many components are in each state, the worst state first. A component counts with its worst state of all environments.',
  ),
  awaitingApproval: z
    .int()
    .describe('Number of promotions that await approval.'),
  problem: z
    .string()
    .optional()
    .describe('Why its components cannot be deployed, in a sentence.'),
  isolation: isolationSchema
    .optional()
    .describe('Of its cells. Absent where the platform has none.'),
});

/**
 * A project in a list, with the states of its components.
 *
 * @public
 */
export type ProjectSummary = z.infer<typeof projectSummarySchema>;

const edgeSchema = z.object({
  from: z.string().describe('Name of the source environment.'),
  to: z.string().describe('Name of the target environment.'),
  requiresApproval: z
    .boolean()
    .describe('Whether a promotion needs an approval.'),
  gates: z
    .array(promotionGateSchema.pick({ name: true, type: true, phase: true }))
    .describe('The quality gates of a promotion.'),
  approval: requiredApprovalSchema
    .optional()
    .describe('The approvals that a promotion needs.'),
});

/**
 * A promotion that a pipeline allows, with what it asks for.
 *
 * @public
 */
export type PromotionEdge = z.infer<typeof edgeSchema>;

export const pipelineSummarySchema = z.object({
  ...entityFields,
  environments: z
    .array(
      z.object({
        name: z.string().describe('Name of the environment.'),
        displayName: entityFields.displayName,
      }),
    )
    .describe('In promotion order.'),
  edges: z.array(edgeSchema).describe('In the order of their declaration.'),
});

/**
 * A deployment pipeline in a list.
 *
 * @public
 */
export type PipelineSummary = z.infer<typeof pipelineSummarySchema>;
