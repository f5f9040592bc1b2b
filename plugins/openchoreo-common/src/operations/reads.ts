import { z } from 'zod';
import { allowedVerbsSchema } from '../allowedVerbs';
import { deployBoardSchema } from '../board';
import {
  deploymentReadPermission,
  platformReadPermission,
} from '../permissions';
import { promotionPlanSchema } from '../plan';
import {
  approvalListSchema,
  promotionListSchema,
  promotionPhaseSchema,
  promotionViewSchema,
  releaseListSchema,
} from '../promotions';
import { healthSchema, rejectedReportSchema } from '../rejected';
import {
  objectName,
  optionalObjectName,
  resourceFields,
  type Operation,
} from './Operation';

/**
 * The declaration of a read. The backend plugin answers it from a view.
 *
 * @public
 */
export interface ReadDeclaration<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> extends Operation<Input, Output> {
  /** The media type of the response; JSON unless it is a stream of server-sent events. */
  readonly mediaType?: 'text/event-stream';
  /** The media types in which the input `format` requests the response, instead of JSON. */
  readonly formats?: Readonly<Record<string, string>>;
  /** Present when the read is an agent action, too, with an answer that is short enough for an agent. */
  readonly agent?: {
    readonly output: z.ZodObject;
    summarize(output: z.output<Output>): object;
  };
}

const declareRead = <Input extends z.ZodObject, Output extends z.ZodType>(
  declaration: ReadDeclaration<Input, Output>,
): ReadDeclaration<Input, Output> => declaration;

const get = (path: string) => ({ method: 'GET', path, status: 200 } as const);

const audit = (eventId: string, queryType: string) =>
  ({ eventId, severityLevel: 'low', meta: () => ({ queryType }) } as const);

const getDeployBoard = declareRead({
  name: 'get-deploy-board',
  title: 'Get the deploy board of a component',
  description:
    'Returns, for every environment of the deployment pipeline of an OpenChoreo component in promotion order: its state with the reason, the release that runs there, its endpoints, and the available actions, or why one is not available.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(resourceFields.component),
  output: deployBoardSchema,
  http: get('/board'),
  audit: audit('deployment-fetch', 'board'),
  agent: {
    output: z.object({
      problem: z.string().optional(),
      environments: z.array(
        z.object({
          name: z.string(),
          isProduction: z.boolean(),
          state: z.string(),
          message: z.string().optional(),
          release: z.string().optional().describe('Content hash.'),
          images: z.array(z.string()),
          endpoints: z.array(
            z.object({ url: z.string(), visibility: z.string() }),
          ),
          actions: z.array(
            z.object({
              verb: z.string(),
              source: z.string().optional(),
              target: z.string().optional(),
              enabled: z.boolean(),
              reason: z.string().optional(),
            }),
          ),
          resourceVersion: z
            .string()
            .optional()
            .describe('The version to pass to set-state.'),
        }),
      ),
    }),
    summarize: ({ problem, environments }) => ({
      problem: problem?.message,
      environments: environments.map(card => ({
        name: card.environment.name,
        isProduction: card.environment.isProduction,
        state: card.state,
        message: card.message,
        release: card.release?.hash,
        images: (card.release?.images ?? []).map(({ image }) => image),
        endpoints: card.endpoints.map(({ url, visibility }) => ({
          url,
          visibility,
        })),
        actions: card.actions,
        resourceVersion: card.binding?.resourceVersion,
      })),
    }),
  },
});

const streamDeployBoard = declareRead({
  name: 'stream-deploy-board',
  title: 'Stream the deploy board of a component',
  description:
    'Server-sent events. `board` has the whole board: once at the beginning and whenever it changed. `heartbeat` comes every 15 seconds. `end` has the reason why the server ends the stream.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(resourceFields.component),
  output: z.void(),
  mediaType: 'text/event-stream',
  http: get('/events'),
  audit: audit('deployment-fetch', 'stream'),
});

/** The most promotions of a page. */
const maxPageSize = 200;

const historyFormats = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv',
} as const;

const historyFields = {
  environment: optionalObjectName('Only promotions to this environment.'),
  person: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Only promotions that this user has requested or decided about, as an entity ref.',
    ),
  phase: promotionPhaseSchema
    .optional()
    .describe('Only promotions in this phase.'),
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only promotions that were requested at this time or later.'),
  limit: z.coerce
    .number<string | number>()
    .int()
    .min(1)
    .max(maxPageSize)
    .optional()
    .describe('The most promotions of a page. Default: 50.'),
  cursor: z
    .string()
    .min(1)
    .optional()
    .describe('The `nextCursor` of the previous page.'),
  format: z
    .enum(['json', 'jsonl', 'csv'])
    .optional()
    .describe(
      'Format of the response. JSON lines and CSV have all pages. Default: json.',
    ),
};

const listPromotions = declareRead({
  name: 'list-promotions',
  title: 'List the promotions of a component',
  description: 'Newest first, in pages.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({ ...resourceFields.component, ...historyFields }),
  output: promotionListSchema,
  formats: historyFormats,
  http: get('/promotions'),
  audit: audit('deployment-fetch', 'promotions'),
});

const listProjectPromotions = declareRead({
  name: 'list-project-promotions',
  title: 'List the promotions of a project',
  description:
    'The promotions of the components that the caller may see, newest first, in pages. Components that were deleted are part of it.',
  resource: 'project',
  permission: 'signed-in',
  input: z.object({ ...resourceFields.project, ...historyFields }),
  output: promotionListSchema,
  formats: historyFormats,
  http: get('/promotions'),
  audit: audit('deployment-fetch', 'promotions'),
});

const listOrganizationPromotions = declareRead({
  name: 'list-organization-promotions',
  title: 'List the promotions of an organization',
  description:
    'The promotions of the components that the caller may see, newest first, in pages. Components that were deleted are part of it.',
  resource: 'organization',
  permission: 'signed-in',
  input: z.object({ ...resourceFields.organization, ...historyFields }),
  output: promotionListSchema,
  formats: historyFormats,
  http: get('/promotions'),
  audit: audit('deployment-fetch', 'promotions'),
});

const listApprovals = declareRead({
  name: 'list-approvals',
  title: 'List the promotions that await approval',
  description:
    'The promotions of all organizations that await approval, of components that the caller may see, and whether the caller can approve them.',
  resource: 'platform',
  permission: 'signed-in',
  input: z.object({}),
  output: approvalListSchema,
  http: get('/approvals'),
  audit: audit('deployment-fetch', 'approvals'),
  agent: { output: approvalListSchema, summarize: list => list },
});

const listReleases = declareRead({
  name: 'list-releases',
  title: 'List the releases of a component',
  description:
    'For each environment the releases that it runs or has run, newest first, and whether it can be rolled back to them.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    environment: optionalObjectName('Only this environment.'),
    limit: z.coerce
      .number<string | number>()
      .int()
      .min(1)
      .max(maxPageSize)
      .optional()
      .describe('The most releases of an environment. Default: 20.'),
  }),
  output: releaseListSchema,
  http: get('/releases'),
  audit: audit('deployment-fetch', 'releases'),
  agent: { output: releaseListSchema, summarize: list => list },
});

const getAllowedVerbs = declareRead({
  name: 'get-allowed-verbs',
  title: 'Get what the caller may do with a component',
  description:
    'For each verb and environment whether the caller may execute it, or why not. Whether it is possible now is in the deploy board.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(resourceFields.component),
  output: allowedVerbsSchema,
  http: get('/allowed-verbs'),
  audit: audit('deployment-fetch', 'allowed-verbs'),
});

const getPromotion = declareRead({
  name: 'get-promotion',
  title: 'Get a promotion of a component',
  description: 'The promotion with its phase and steps.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    name: objectName('Name of the promotion.'),
  }),
  output: promotionViewSchema,
  http: get('/promotions/{name}'),
  audit: audit('deployment-fetch', 'promotion'),
  agent: { output: promotionViewSchema, summarize: promotion => promotion },
});

const getPromotionPlan = declareRead({
  name: 'get-promotion-plan',
  title: 'Get the plan of a promotion',
  description:
    'What a promotion would change in its target environment, and what blocks it now.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    from: objectName('Environment to promote from.'),
    to: objectName('Environment to promote to.'),
  }),
  output: promotionPlanSchema,
  http: get('/plan'),
  audit: audit('deployment-fetch', 'plan'),
  agent: { output: promotionPlanSchema, summarize: plan => plan },
});

const getRequestedPromotionPlan = declareRead({
  name: 'get-requested-promotion-plan',
  title: 'Get the plan of a requested promotion',
  description:
    'What a promotion that was requested changes in its target environment, and what blocks it, for those who decide about it.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    name: objectName('Name of the promotion.'),
  }),
  output: promotionPlanSchema,
  http: get('/promotions/{name}/plan'),
  audit: audit('deployment-fetch', 'plan'),
  agent: { output: promotionPlanSchema, summarize: plan => plan },
});

const getRollbackPlan = declareRead({
  name: 'get-rollback-plan',
  title: 'Get the plan of a rollback',
  description:
    'What a rollback to an earlier release would change in an environment, and what blocks it now.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object({
    ...resourceFields.component,
    environment: objectName('Environment to roll back.'),
    artifact: objectName('Name of the artifact of the earlier release.'),
    revisionOf: optionalObjectName(
      'Name of the promotion that brought the revision. Default: the last one.',
    ),
  }),
  output: promotionPlanSchema,
  http: get('/rollback-plan'),
  audit: audit('deployment-fetch', 'plan'),
  agent: { output: promotionPlanSchema, summarize: plan => plan },
});

const listRejected = declareRead({
  name: 'list-rejected',
  title: 'List the rejected resources',
  description:
    'The resources of all organizations that do not match their schema, with the field and the error.',
  resource: 'platform',
  permission: platformReadPermission,
  input: z.object({}),
  output: rejectedReportSchema,
  http: get('/rejected'),
  audit: audit('platform-fetch', 'rejected'),
});

const getOpenApi = declareRead({
  name: 'get-open-api',
  title: 'Get this OpenAPI document',
  description: 'The OpenAPI document of the plugin.',
  resource: 'platform',
  permission: 'signed-in',
  input: z.object({}),
  output: z.looseObject({ openapi: z.string() }),
  http: get('/openapi.json'),
});

const getHealth = declareRead({
  name: 'get-health',
  title: 'Get the health of the plugin',
  description:
    'Status 200 while the resource cache is live, 503 otherwise. Needs no credentials.',
  resource: 'platform',
  permission: 'public',
  input: z.object({}),
  output: healthSchema,
  http: get('/health'),
});

/**
 * The table of all reads.
 *
 * @public
 */
export const reads = {
  getDeployBoard,
  streamDeployBoard,
  getAllowedVerbs,
  listPromotions,
  listProjectPromotions,
  listOrganizationPromotions,
  listReleases,
  listApprovals,
  getPromotion,
  getPromotionPlan,
  getRequestedPromotionPlan,
  getRollbackPlan,
  listRejected,
  getOpenApi,
  getHealth,
};
