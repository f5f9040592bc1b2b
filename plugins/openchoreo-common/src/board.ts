import { z } from 'zod';
import { promotionViewSchema } from './promotions';
import { deploymentStateSchema } from './state';

/**
 * The verbs of a deployment. A verb means the same on the page, in REST, in an action's name and in the audit log.
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
] as const;

/** @public */
export const deploymentActionSchema = z.object({
  verb: z.enum(deploymentVerbs),
  source: z
    .string()
    .optional()
    .describe('The environment that a promotion comes from.'),
  target: z
    .string()
    .optional()
    .describe('The environment that a promotion goes to.'),
  enabled: z.boolean(),
  reason: z
    .string()
    .optional()
    .describe('Why the act is not possible now, for people.'),
});

/**
 * Something that can be done on a card now, or a reason why not.
 *
 * @public
 */
export type DeploymentAction = z.infer<typeof deploymentActionSchema>;

/** @public */
export const releaseImageSchema = z.object({
  container: z.string(),
  image: z.string().describe('The whole image reference.'),
  tag: z.string().describe('Tag or shortened digest, for people.'),
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
});

/**
 * The release that an environment runs.
 *
 * @public
 */
export type ReleaseView = z.infer<typeof releaseViewSchema>;

/** @public */
export const releaseComparisonSchema = z.object({
  environment: z.string(),
  relation: z.enum(['same', 'ahead', 'behind', 'different', 'absent']),
  by: z.number().int().optional().describe('How many releases.'),
});

/**
 * How the release of an environment relates to that of the next one along the pipeline.
 *
 * @public
 */
export type ReleaseComparison = z.infer<typeof releaseComparisonSchema>;

/** @public */
export const endpointViewSchema = z.object({
  name: z.string(),
  type: z.string(),
  visibility: z.enum(['project', 'organization', 'public']),
  url: z.string(),
});

/** @public */
export type EndpointView = z.infer<typeof endpointViewSchema>;

/** @public */
export const objectHealthSchema = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
  health: z.enum([
    'Healthy',
    'Progressing',
    'Degraded',
    'Suspended',
    'Unknown',
  ]),
  message: z.string().optional(),
});

/**
 * One object in the data plane, and how it fares.
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
    reason: z.string().optional().describe('One word, for programs.'),
    message: z.string().optional().describe('One sentence, for people.'),
    release: releaseViewSchema.optional(),
    replaces: z
      .object({ short: z.string() })
      .optional()
      .describe('The release that is being replaced, while it is.'),
    comparison: z
      .array(releaseComparisonSchema)
      .describe('With each environment that the pipeline leads to from here.'),
    endpoints: z.array(endpointViewSchema),
    objects: z.array(objectHealthSchema),
    progress: z
      .object({ ready: z.number().int(), total: z.number().int() })
      .optional(),
    promotion: promotionViewSchema
      .optional()
      .describe('The promotion to here that runs, or the last if it failed.'),
    actions: z.array(deploymentActionSchema),
    binding: z
      .object({ name: z.string(), resourceVersion: z.string() })
      .optional()
      .describe('What a change of state must say that it has seen.'),
  })
  .describe('One environment of the board.');

/**
 * One environment of the board.
 *
 * @public
 */
export type EnvironmentCard = z.infer<typeof environmentCardSchema>;

/** @public */
export const componentRefSchema = z.object({
  organization: z.string(),
  project: z.string(),
  component: z.string(),
});

/**
 * What names a component of the platform.
 *
 * @public
 */
export type ComponentRef = z.infer<typeof componentRefSchema>;

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
    problem: z
      .object({ reason: z.string(), message: z.string() })
      .optional()
      .describe(
        'What is wrong with the component as a whole, such as a project or a pipeline that is missing.',
      ),
    rejected: z
      .array(z.string())
      .optional()
      .describe('Sentences on resources of this component that were not used.'),
    stale: z
      .object({
        since: z
          .string()
          .describe('ISO 8601 time when it was last heard from.'),
        message: z.string(),
      })
      .optional()
      .describe('Present while the control plane cannot be heard.'),
    asOf: z.string().describe('ISO 8601 time when the board was true.'),
  })
  .describe('How a component fares in every environment of its pipeline.');

/**
 * How a component fares in every environment of its pipeline.
 *
 * @public
 */
export type DeployBoard = z.infer<typeof deployBoardSchema>;
