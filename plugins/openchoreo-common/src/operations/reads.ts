import { z } from 'zod';
import { deployBoardSchema } from '../board';
import {
  deploymentReadPermission,
  platformReadPermission,
} from '../permissions';
import { promotionPlanSchema } from '../plan';
import { promotionListSchema, promotionViewSchema } from '../promotions';
import { healthSchema, rejectedReportSchema } from '../rejected';
import { objectName, resourceFields, type Operation } from './Operation';

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

const listPromotions = declareRead({
  name: 'list-promotions',
  title: 'List the promotions of a component',
  description: 'Newest first.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(resourceFields.component),
  output: promotionListSchema,
  http: get('/promotions'),
  audit: audit('deployment-fetch', 'promotions'),
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
  listPromotions,
  getPromotion,
  getPromotionPlan,
  listRejected,
  getOpenApi,
  getHealth,
};
