import { z } from 'zod';
import { openEnum } from './openEnum';
import { promotionViewSchema } from './promotions';
import { deploymentStateSchema } from './state';

/**
 * The actions of a deployment.
 *
 * @public
 */
export const deploymentVerbs = [
  'Deploy',
  'Promote',
  'Roll back',
  'Suspend',
  'Resume',
  'Undeploy',
  'Restart',
  'Run now',
  'Approve',
  'Reject',
  'Cancel',
  'Unknown',
] as const;

/** @public */
export const deploymentActionSchema = z.object({
  verb: openEnum(deploymentVerbs, 'Unknown'),
  source: z.string().optional().describe('Environment to promote from.'),
  target: z.string().optional().describe('Environment to promote to.'),
  promotion: z
    .string()
    .optional()
    .describe('Name of the promotion that the action decides about.'),
  enabled: z.boolean(),
  reason: z.string().optional().describe('Why the action is not possible now.'),
});

/**
 * An action of a card, or the reason why it is not possible now.
 *
 * @public
 */
export type DeploymentAction = z.infer<typeof deploymentActionSchema>;

/** @public */
export const releaseImageSchema = z.object({
  container: z.string(),
  image: z.string().describe('The image reference.'),
  tag: z.string().describe('Tag, or shortened digest.'),
});

/** @public */
export type ReleaseImage = z.infer<typeof releaseImageSchema>;

/** @public */
export const releaseViewSchema = z.object({
  name: z.string().describe('Name of the artifact.'),
  hash: z.string().describe('The full content hash of the release.'),
  short: z.string().describe('The first seven characters of the hash.'),
  images: z.array(releaseImageSchema),
  deployedAt: z.string().optional().describe('ISO 8601 time.'),
  deployedBy: z
    .string()
    .optional()
    .describe('Entity ref of the user who requested it.'),
});

/**
 * The release that an environment runs.
 *
 * @public
 */
export type ReleaseView = z.infer<typeof releaseViewSchema>;

/** The container that an image tag is taken from, if there are several. */
const mainContainer = 'main';

/**
 * The version of a release: the tag of its main image. Undefined for a release without images.
 *
 * @public
 */
export function releaseVersion({
  images,
}: Pick<ReleaseView, 'images'>): string | undefined {
  const main =
    images.find(({ container }) => container === mainContainer) ?? images[0];
  return main?.tag || undefined;
}

/** @public */
export const releaseComparisonSchema = z.object({
  environment: z.string(),
  relation: openEnum(
    ['same', 'ahead', 'behind', 'different', 'absent', 'unknown'],
    'unknown',
  ),
  by: z.number().int().optional().describe('How many releases.'),
});

/**
 * How the release of an environment compares to that of a following environment.
 *
 * @public
 */
export type ReleaseComparison = z.infer<typeof releaseComparisonSchema>;

/** @public */
export const endpointViewSchema = z.object({
  name: z.string(),
  type: z.string(),
  visibility: openEnum(
    ['project', 'organization', 'public', 'unknown'],
    'unknown',
  ),
  url: z.string(),
});

/** @public */
export type EndpointView = z.infer<typeof endpointViewSchema>;

const taskScheduleSchema = z.object({
  expression: z
    .string()
    .optional()
    .describe(
      'Cron expression. Absent for a task that runs once for each release.',
    ),
  timeZone: z
    .string()
    .optional()
    .describe('IANA time zone. That of the data plane by default.'),
  lastRunAt: z
    .string()
    .optional()
    .describe('ISO 8601 time at which the schedule last started a run.'),
  lastSuccessAt: z
    .string()
    .optional()
    .describe('ISO 8601 time at which a run last succeeded.'),
  requestedRun: z
    .object({
      at: z.string().describe('ISO 8601 time of the request.'),
      phase: openEnum(
        ['Requested', 'Started', 'Skipped', 'Unknown'],
        'Unknown',
      ),
      job: z.string().optional().describe('Name of the Job.'),
      message: z.string().optional().describe('Why it was skipped.'),
    })
    .optional()
    .describe('The last run that was requested beside the schedule.'),
});

/**
 * When a scheduled task runs, and has run, in an environment.
 *
 * @public
 */
export type TaskSchedule = z.infer<typeof taskScheduleSchema>;

/** @public */
export const objectHealthSchema = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
  health: openEnum(
    ['Healthy', 'Progressing', 'Degraded', 'Suspended', 'Unknown'],
    'Unknown',
  ),
  message: z.string().optional(),
});

/**
 * An object in the data plane, with its health.
 *
 * @public
 */
export type ObjectHealth = z.infer<typeof objectHealthSchema>;

/** @public */
export const environmentCardSchema = z
  .object({
    environment: z.object({
      name: z.string(),
      displayName: z.string().optional(),
      isProduction: z.boolean(),
      dataPlane: z
        .object({ name: z.string(), simulated: z.boolean() })
        .optional(),
    }),
    state: deploymentStateSchema,
    since: z.string().optional().describe('ISO 8601 time of the last change.'),
    reason: z.string().optional().describe('Reason, in CamelCase.'),
    message: z.string().optional().describe('Message, in one sentence.'),
    warning: z
      .string()
      .optional()
      .describe(
        'A problem in the configuration that does not prevent the deployment.',
      ),
    release: releaseViewSchema.optional(),
    replaces: z
      .object({ short: z.string() })
      .optional()
      .describe('The release that is being replaced, during a rollout.'),
    comparison: z
      .array(releaseComparisonSchema)
      .describe('With each environment that can be promoted to from here.'),
    endpoints: z.array(endpointViewSchema),
    schedule: taskScheduleSchema
      .optional()
      .describe('Present for a scheduled task.'),
    objects: z.array(objectHealthSchema),
    progress: z
      .object({ ready: z.number().int(), total: z.number().int() })
      .optional(),
    promotion: promotionViewSchema
      .optional()
      .describe(
        'The running promotion to this environment, or the last one if it did not succeed and the environment still is as it left it.',
      ),
    actions: z.array(deploymentActionSchema),
    binding: z
      .object({ name: z.string(), resourceVersion: z.string() })
      .optional()
      .describe('The version to pass to a change of the state.'),
  })
  .describe('An environment of the board.');

/**
 * An environment of the board.
 *
 * @public
 */
export type EnvironmentCard = z.infer<typeof environmentCardSchema>;

export const staleSchema = z.object({
  since: z.string().describe('ISO 8601 time of the last sign of life.'),
  message: z.string(),
});

/** @public */
export const deployBoardSchema = z
  .object({
    component: z.object({
      organization: z.string(),
      project: z.string(),
      name: z.string(),
      displayName: z.string().optional(),
      type: z.string(),
    }),
    pipeline: z.object({
      name: z.string(),
      displayName: z.string().optional(),
      edges: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          requiresApproval: z.boolean(),
        }),
      ),
    }),
    environments: z
      .array(environmentCardSchema)
      .describe('In promotion order: an environment comes after its sources.'),
    lastPromotion: promotionViewSchema
      .optional()
      .describe('The promotion that ended last, whatever its outcome.'),
    problem: z
      .object({ reason: z.string(), message: z.string() })
      .optional()
      .describe(
        'A problem of the component as a whole, such as a missing project or pipeline.',
      ),
    rejected: z
      .array(z.string())
      .optional()
      .describe(
        'A sentence for each resource of this component that was rejected.',
      ),
    stale: staleSchema
      .optional()
      .describe('Present while the control plane is not reachable.'),
    asOf: z.string().describe('ISO 8601 time of the data.'),
  })
  .describe('The state of a component in every environment of its pipeline.');

/**
 * The state of a component in every environment of its pipeline.
 *
 * @public
 */
export type DeployBoard = z.infer<typeof deployBoardSchema>;
