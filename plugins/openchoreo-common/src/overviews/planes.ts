import { z } from 'zod';
import { buildPhaseSchema } from '../buildPhase';
import { quotasSchema } from '../cellQuota';
import { entityFields, freshnessFields } from './fields';
import { populatedEnvironmentSchema } from './summaries';

const reachabilitySchema = z.object({
  isReachable: z
    .boolean()
    .optional()
    .describe('Absent until the control plane has tried.'),
  message: z.string().optional().describe('The reason, in a sentence.'),
  since: z.string().optional().describe('ISO 8601 time.'),
});

/**
 * Whether the control plane reaches a data plane or build plane.
 *
 * @public
 */
export type Reachability = z.infer<typeof reachabilitySchema>;

/** Fields of a data plane or build plane. */
export const planeFields = {
  ...entityFields,
  isSimulated: z.boolean().describe('Whether it runs no containers.'),
  reachability: reachabilitySchema.describe(
    'Whether the control plane reaches it, or why not.',
  ),
};

/** @public */
export const dataPlaneOverviewSchema = z
  .object({
    ...planeFields,
    environments: z
      .array(populatedEnvironmentSchema)
      .describe('The environments on it, by organization and name.'),
    quotas: quotasSchema,
    ...freshnessFields,
  })
  .describe('A data plane and the environments on it.');

/**
 * A data plane and the environments on it.
 *
 * @public
 */
export type DataPlaneOverview = z.infer<typeof dataPlaneOverviewSchema>;

/** The state of a build. */
export const buildStateSchema = z.object({
  name: z.string().describe('Name of the build.'),
  phase: buildPhaseSchema,
  message: z.string().optional().describe('Why it is in the phase.'),
  commit: z.string().optional().describe('The commit that is built.'),
  createdAt: z.string().optional().describe('ISO 8601 time.'),
});

/** @public */
export const buildPlaneOverviewSchema = z
  .object({
    ...planeFields,
    builds: z
      .array(
        buildStateSchema.extend({
          organization: entityFields.organization,
          displayName: entityFields.displayName,
          entityRef: z.string().describe('Entity ref of the component.'),
          project: z.string().describe('Name of the project.'),
          component: z.string().describe('Name of the component.'),
        }),
      )
      .describe('The newest builds, the newest first.'),
    ...freshnessFields,
  })
  .describe('A build plane and the newest builds on it.');

/**
 * A build plane and the newest builds on it.
 *
 * @public
 */
export type BuildPlaneOverview = z.infer<typeof buildPlaneOverviewSchema>;
