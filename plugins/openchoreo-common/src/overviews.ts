import { z } from 'zod';
import { staleSchema } from './board';
import { buildPhaseSchema } from './buildPhase';
import { quotasSchema } from './cellQuota';
import { environmentPoliciesSchema } from './environmentPolicies';
import { promotionGateSchema, requiredApprovalSchema } from './promotions';
import { deploymentStateSchema } from './state';

const name = z.string().describe('Name.');
const organization = z.string().describe('Name of its organization.');
const displayName = z.string().optional().describe('Title, for people.');
const entityRef = z.string().describe('Entity ref in the catalog.');

/** Fields that name an entity. */
export const entityFields = { organization, name, displayName, entityRef };

/** Fields that tell how old an overview is. */
export const freshnessFields = {
  stale: staleSchema
    .optional()
    .describe('Present while the control plane is not reachable.'),
  asOf: z.string().describe('ISO 8601 time of the data.'),
};

/** How many components are in each state. */
export const stateCountsSchema = z
  .array(z.object({ state: deploymentStateSchema, count: z.int() }))
  .describe('How many components are in each state, the worst state first.');

/**
 * How many components are in each state, the worst state first.
 *
 * @public
 */
export type StateCounts = z.infer<typeof stateCountsSchema>;

const releaseSchema = z
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

const populatedEnvironmentSchema = environmentSummarySchema.extend({
  states: stateCountsSchema.describe(
    'How many components that the caller may see are in each state there, the worst state first.',
  ),
});

const projectSummarySchema = z.object({
  name,
  displayName,
  entityRef,
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

const pipelineSummarySchema = z.object({
  ...entityFields,
  environments: z
    .array(
      z.object({
        name: z.string().describe('Name of the environment.'),
        displayName,
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

/** @public */
export const organizationOverviewSchema = z
  .object({
    name: z.string().describe('Name of the organization.'),
    projects: z.array(projectSummarySchema).describe('By name.'),
    environments: z
      .array(populatedEnvironmentSchema)
      .describe(
        'The environments that the organization may use: its own and the shared ones. By name, those of production last.',
      ),
    pipelines: z.array(pipelineSummarySchema).describe('By name.'),
    ...freshnessFields,
  })
  .describe('The projects, environments and pipelines of an organization.');

/**
 * The projects, environments and pipelines of an organization.
 *
 * @public
 */
export type OrganizationOverview = z.infer<typeof organizationOverviewSchema>;

/** @public */
export const projectOverviewSchema = z
  .object({
    organization,
    name: z.string().describe('Name of the project.'),
    pipeline: pipelineSummarySchema
      .optional()
      .describe('Absent when it does not exist.'),
    environments: z
      .array(environmentSummarySchema)
      .describe(
        'Those of the pipeline that exist, in promotion order, then others where a component runs.',
      ),
    components: z
      .array(
        z.object({
          name: z.string().describe('Name of the component.'),
          displayName,
          entityRef,
          type: z.string().describe('Type, such as Service.'),
          deployments: z
            .array(deploymentSummarySchema)
            .describe('One for each environment of the overview.'),
          problem: z
            .string()
            .optional()
            .describe('A problem of the component as a whole, in a sentence.'),
        }),
      )
      .describe('By name.'),
    states: stateCountsSchema.describe(
      'How many components are in each state, the worst state first. A component counts with its worst state of all environments.',
    ),
    awaitingApproval: z
      .array(
        z.object({
          promotion: z.string().describe('Name of the promotion.'),
          component: z.string().describe('Name of the component.'),
          displayName,
          entityRef,
          from: z.string().describe('Name of the source environment.'),
          to: z.string().describe('Name of the target environment.'),
          release: releaseSchema.optional(),
          requestedBy: z
            .string()
            .optional()
            .describe('Entity ref of the user who requested it.'),
          startedAt: z.string().describe('ISO 8601 time.'),
        }),
      )
      .describe('The promotions that await approval, the oldest first.'),
    problem: z
      .string()
      .optional()
      .describe('Why its components cannot be deployed, in a sentence.'),
    ...freshnessFields,
  })
  .describe('The components of a project in each environment.');

/**
 * The components of a project in each environment.
 *
 * @public
 */
export type ProjectOverview = z.infer<typeof projectOverviewSchema>;

/** @public */
export const environmentOverviewSchema = z
  .object({
    ...environmentSummarySchema.shape,
    components: z
      .array(
        deploymentSummarySchema.omit({ environment: true }).extend({
          ...entityFields,
          project: z.string().describe('Name of the project.'),
          type: z.string().describe('Type, such as Service.'),
        }),
      )
      .describe('What runs there, by organization, project and name.'),
    states: stateCountsSchema,
    policies: environmentPoliciesSchema,
    quotas: quotasSchema,
    pipelines: z
      .array(pipelineSummarySchema)
      .describe('The pipelines that it is part of, by organization and name.'),
    ...freshnessFields,
  })
  .describe('What runs in an environment, and its place in the pipelines.');

/**
 * What runs in an environment, and its place in the pipelines.
 *
 * @public
 */
export type EnvironmentOverview = z.infer<typeof environmentOverviewSchema>;

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
          organization,
          displayName,
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

/** @public */
export const pipelineOverviewSchema = z
  .object({
    ...entityFields,
    environments: z
      .array(
        environmentSummarySchema.partial({ entityRef: true }).extend({
          exists: z.boolean().describe('Whether the environment exists.'),
        }),
      )
      .describe('In promotion order: an environment comes after its sources.'),
    edges: pipelineSummarySchema.shape.edges,
    projects: z
      .array(projectSummarySchema)
      .describe('The projects that use it, by name.'),
    ...freshnessFields,
  })
  .describe('A deployment pipeline and the projects that use it.');

/**
 * A deployment pipeline and the projects that use it.
 *
 * @public
 */
export type PipelineOverview = z.infer<typeof pipelineOverviewSchema>;

/** @public */
export const deploymentListSchema = z
  .object({
    components: z.array(
      z.object({
        organization,
        project: z.string().describe('Name of its project.'),
        component: z.string().describe('Name of the component.'),
        deployments: z
          .array(deploymentSummarySchema.extend({ displayName }))
          .describe('In promotion order, with the titles of environments.'),
      }),
    ),
  })
  .describe(
    'Where components run. Those that the caller may not see are absent.',
  );

/**
 * Where several components run.
 *
 * @public
 */
export type DeploymentList = z.infer<typeof deploymentListSchema>;
