import { z } from 'zod';
import { componentRefSchema } from './componentRef';
import {
  deploymentSummarySchema,
  entityFields,
  freshnessFields,
  stateCountsSchema,
} from './overviews';
import { pendingApprovalSchema, promotionRecordSchema } from './promotions';

/** The state of a component in an environment that needs attention. */
export const deploymentInNeedSchema = deploymentSummarySchema.extend({
  component: componentRefSchema,
  displayName: entityFields.displayName,
  entityRef: entityFields.entityRef,
  environmentTitle: z
    .string()
    .optional()
    .describe('Title of the environment, for people.'),
  isProduction: z
    .boolean()
    .describe('Whether the environment serves production.'),
  since: z
    .string()
    .optional()
    .describe('ISO 8601 time at which the state began.'),
});

/** The titles of what a promotion is about. */
export const promotionTitles = {
  displayName: entityFields.displayName,
  fromTitle: z
    .string()
    .optional()
    .describe('Title of the source environment, for people.'),
  toTitle: z
    .string()
    .optional()
    .describe('Title of the target environment, for people.'),
};

/** @public */
export const homeSchema = z
  .object({
    componentCount: z
      .int()
      .describe('Number of components that the caller owns.'),
    states: stateCountsSchema.describe(
      'How many of those components are in each state, the worst state first. A component counts with its worst state of all environments.',
    ),
    approvals: z
      .array(pendingApprovalSchema)
      .describe('The promotions that the caller can approve.'),
    deployments: z
      .array(deploymentInNeedSchema)
      .describe(
        'The deployments of those components that need attention: production first, then the worst state first.',
      ),
    promotions: z
      .array(
        promotionRecordSchema.extend({
          entityRef: entityFields.entityRef,
          ...promotionTitles,
        }),
      )
      .describe(
        'The newest promotions of those components, or of all components that the caller may see when the caller owns none.',
      ),
    projects: z
      .array(
        z.object({
          organization: entityFields.organization,
          project: z.string().describe('Name of the project.'),
          displayName: entityFields.displayName,
          entityRef: entityFields.entityRef,
          componentCount: z
            .int()
            .describe('Number of components that the caller owns.'),
          states: stateCountsSchema,
        }),
      )
      .describe('The projects of those components, by name.'),
    ...freshnessFields,
  })
  .describe('What the caller has to look at.');

/**
 * What a user has to look at.
 *
 * @public
 */
export type Home = z.infer<typeof homeSchema>;
