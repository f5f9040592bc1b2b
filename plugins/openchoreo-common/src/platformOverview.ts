import { z } from 'zod';
import { componentRefSchema } from './componentRef';
import { deploymentInNeedSchema, promotionTitles } from './home';
import {
  buildStateSchema,
  entityFields,
  freshnessFields,
  planeFields,
  stateCountsSchema,
} from './overviews';
import { promotionViewSchema } from './promotions';
import { deploymentStateSchema } from './state';

const problemSchema = z.object({
  state: deploymentStateSchema,
  reason: z.string().optional().describe('The reason, in one word.'),
  count: z.int().describe('Number of deployments with this reason.'),
  since: z
    .string()
    .optional()
    .describe('ISO 8601 time at which the first of them began.'),
  isProduction: z
    .boolean()
    .describe('Whether one of them is in an environment of production.'),
  environments: z
    .array(z.string())
    .describe('Titles of the environments, by name.'),
  deployments: z
    .array(deploymentInNeedSchema)
    .describe(
      'Examples: those in production first, then those that began first.',
    ),
});

const waitingSchema = {
  component: componentRefSchema,
  displayName: entityFields.displayName,
  entityRef: entityFields.entityRef,
};

/** @public */
export const platformOverviewSchema = z
  .object({
    states: stateCountsSchema.describe(
      'How many deployments are in each state, the worst state first. A component counts once for each environment.',
    ),
    stuckCount: z.int().describe('Number of deployments that are stuck.'),
    problems: z
      .array(problemSchema)
      .describe(
        'The deployments that have failed, are degraded, cannot be observed, or are rolled out for more than ten minutes, by reason. Reasons in production first, then the worst state first.',
      ),
    organizations: z
      .array(
        z.object({
          name: z.string().describe('Name of the organization.'),
          entityRef: entityFields.entityRef,
          projectCount: z
            .int()
            .describe('Number of projects that the caller may see.'),
          componentCount: z
            .int()
            .describe('Number of components that the caller may see.'),
          states: stateCountsSchema,
        }),
      )
      .describe('By name.'),
    dataPlanes: z
      .array(
        z.object({
          ...planeFields,
          environmentCount: z.int().describe('Number of environments on it.'),
          states: stateCountsSchema,
        }),
      )
      .describe('Those that cannot be reached first, then by name.'),
    buildPlanes: z
      .array(
        z.object({
          ...planeFields,
          unfinishedCount: z
            .int()
            .describe('Number of builds on it that have not ended.'),
        }),
      )
      .describe('Those that cannot be reached first, then by name.'),
    promotions: z
      .array(
        promotionViewSchema
          .pick({
            name: true,
            from: true,
            to: true,
            release: true,
            phase: true,
            message: true,
            requestedBy: true,
            startedAt: true,
          })
          .extend({ ...waitingSchema, ...promotionTitles }),
      )
      .describe('The promotions that have not ended, the oldest first.'),
    promotionCount: z
      .int()
      .describe('Number of promotions that have not ended.'),
    builds: z
      .array(buildStateSchema.extend(waitingSchema))
      .describe('The builds that have not ended, the oldest first.'),
    ...freshnessFields,
  })
  .describe('What of the platform needs an engineer.');

/**
 * What of the platform needs an engineer.
 *
 * @public
 */
export type PlatformOverview = z.infer<typeof platformOverviewSchema>;
