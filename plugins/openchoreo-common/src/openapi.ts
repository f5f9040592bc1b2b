import { z } from 'zod';
import { deployBoardSchema, environmentCardSchema } from './board';
import { promotionPlanSchema } from './plan';
import { promotionListSchema, promotionViewSchema } from './promotions';
import { healthSchema, rejectedReportSchema } from './rejected';
import { promoteRequestSchema, setStateRequestSchema } from './requests';

const named = {
  DeployBoard: deployBoardSchema,
  EnvironmentCard: environmentCardSchema,
  PromotionView: promotionViewSchema,
  PromotionList: promotionListSchema,
  PromotionPlan: promotionPlanSchema,
  PromoteRequest: promoteRequestSchema,
  SetStateRequest: setStateRequestSchema,
  RejectedReport: rejectedReportSchema,
  Health: healthSchema,
};

type SchemaName = keyof typeof named;

/**
 * The OpenAPI 3.1 description of the backend plugin, made from the schemas that its answers are checked against: the two
 * cannot differ.
 *
 * @param options - `version` of the plugin, and the `baseUrl` it is served at
 * @public
 */
export function openApiDocument(
  options: { version?: string; baseUrl?: string } = {},
) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenChoreo in Backstage',
      description: 'What runs where, live, and what can be done about it.',
      version: options.version ?? '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.baseUrl ?? '/api/openchoreo' }],
    security: [{ bearer: [] }],
    paths: paths(),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: componentSchemas(),
    },
  };
}

const componentRoot =
  '/organizations/{organization}/projects/{project}/components/{component}';
const ofComponent = ['organization', 'project', 'component'];

function paths() {
  return {
    [`${componentRoot}/board`]: {
      get: operation({
        id: 'getDeployBoard',
        summary: 'How a component fares in every environment',
        params: ofComponent,
        answers: { 200: json('The board.', 'DeployBoard') },
      }),
    },
    [`${componentRoot}/events`]: {
      get: operation({
        id: 'streamDeployBoard',
        summary: 'The board, live',
        description:
          'Server-sent events. `board` carries the whole board, at once and whenever it changed; `heartbeat` comes every 15 seconds; `end` says why the server ends the stream.',
        params: ofComponent,
        answers: {
          200: {
            description: 'A stream of events.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
        },
      }),
    },
    [`${componentRoot}/promotions`]: {
      get: operation({
        id: 'listPromotions',
        summary: 'The promotions of a component',
        params: ofComponent,
        answers: { 200: json('Newest first.', 'PromotionList') },
      }),
      post: operation({
        id: 'promote',
        summary: 'Promote a release',
        params: ofComponent,
        body: 'PromoteRequest',
        answers: {
          202: json('It is on its way.', 'PromotionView'),
          409: problem('The environment no longer runs what was seen.'),
        },
      }),
    },
    [`${componentRoot}/promotions/{name}`]: {
      get: operation({
        id: 'getPromotion',
        summary: 'One promotion',
        params: [...ofComponent, 'name'],
        answers: { 200: json('The promotion.', 'PromotionView') },
      }),
    },
    [`${componentRoot}/plan`]: {
      get: operation({
        id: 'getPromotionPlan',
        summary: 'What would change, and what stands in the way',
        params: ofComponent,
        query: ['from', 'to'],
        answers: { 200: json('The plan.', 'PromotionPlan') },
      }),
    },
    [`${componentRoot}/environments/{environment}/state`]: {
      put: operation({
        id: 'setState',
        summary: 'Run, suspend or remove a component in an environment',
        params: [...ofComponent, 'environment'],
        body: 'SetStateRequest',
        answers: {
          204: { description: 'It is asked for.' },
          409: problem('Somebody changed it since it was seen.'),
        },
      }),
    },
    '/rejected': {
      get: operation({
        id: 'listRejected',
        summary: 'Resources that could not be used, and why',
        answers: { 200: json('The report.', 'RejectedReport') },
      }),
    },
    '/health': {
      get: {
        ...operation({
          id: 'getHealth',
          summary: 'Whether the view is current',
          answers: { 200: json('The view is being kept.', 'Health') },
        }),
        security: [],
      },
    },
  };
}

interface OperationParts {
  id: string;
  summary: string;
  description?: string;
  params?: string[];
  query?: string[];
  body?: SchemaName;
  answers: Record<number, object>;
}

function operation(parts: OperationParts) {
  const parameter = (place: 'path' | 'query') => (name: string) => ({
    name,
    in: place,
    required: true,
    schema: { type: 'string' },
  });
  return {
    operationId: parts.id,
    summary: parts.summary,
    description: parts.description,
    parameters: [
      ...(parts.params ?? []).map(parameter('path')),
      ...(parts.query ?? []).map(parameter('query')),
    ],
    requestBody: parts.body && {
      required: true,
      content: { 'application/json': { schema: schemaRef(parts.body) } },
    },
    responses: { ...parts.answers, default: problem('It was refused.') },
  };
}

function json(description: string, name: SchemaName) {
  return {
    description,
    content: { 'application/json': { schema: schemaRef(name) } },
  };
}

function problem(description: string) {
  return {
    description,
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Error' } },
    },
  };
}

function schemaRef(name: SchemaName) {
  return { $ref: `#/components/schemas/${name}` };
}

function componentSchemas() {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named))
    registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: id => `#/components/schemas/${id}`,
  });
  return {
    ...Object.fromEntries(
      Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [
        id,
        schema,
      ]),
    ),
    // The body that every Backstage backend answers a refusal with.
    Error: {
      type: 'object',
      required: ['error'],
      properties: {
        error: {
          type: 'object',
          required: ['name', 'message'],
          properties: {
            name: { type: 'string' },
            message: { type: 'string' },
          },
        },
      },
    },
  };
}
