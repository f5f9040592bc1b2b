import { z } from 'zod';
import { allowedVerbsSchema } from './allowedVerbs';
import { auditEntryListSchema } from './auditEntries';
import { deployBoardSchema, environmentCardSchema } from './board';
import { catalogSyncSchema } from './catalogSync';
import { componentDescriptionSchema } from './componentDescription';
import { componentExplanationSchema } from './componentExplanation';
import { commands } from './operations/commands';
import { dryRunParameter, dryRunValue } from './operations/dryRun';
import {
  operationPath,
  pascalCase,
  pathParameters,
  requestSchemas,
  type Operation,
} from './operations/Operation';
import type { ReadDeclaration } from './operations/ReadDeclaration';
import { reads } from './operations/reads';
import { promotionPlanSchema } from './plan';
import { organizationDescriptionSchema } from './organizationDescription';
import { componentListSchema, projectListSchema } from './projects';
import {
  approvalListSchema,
  promotionListSchema,
  promotionRecordSchema,
  promotionViewSchema,
  releaseListSchema,
} from './promotions';
import {
  catalogHealthSchema,
  healthSchema,
  rejectedReportSchema,
} from './rejected';
import { verbs } from './verbs';
import type { VerbDeclaration } from './verbs/Verb';

/** Schemas that have a name of their own. Other schemas are named after their operation. */
const sharedSchemas: ReadonlyMap<z.ZodType, string> = new Map<
  z.ZodType,
  string
>([
  [organizationDescriptionSchema, 'OrganizationDescription'],
  [projectListSchema, 'ProjectList'],
  [componentListSchema, 'ComponentList'],
  [componentDescriptionSchema, 'ComponentDescription'],
  [componentExplanationSchema, 'ComponentExplanation'],
  [deployBoardSchema, 'DeployBoard'],
  [environmentCardSchema, 'EnvironmentCard'],
  [promotionViewSchema, 'PromotionView'],
  [promotionRecordSchema, 'PromotionRecord'],
  [promotionListSchema, 'PromotionList'],
  [auditEntryListSchema, 'AuditEntryList'],
  [approvalListSchema, 'ApprovalList'],
  [releaseListSchema, 'ReleaseList'],
  [allowedVerbsSchema, 'AllowedVerbs'],
  [promotionPlanSchema, 'PromotionPlan'],
  [rejectedReportSchema, 'RejectedReport'],
  [healthSchema, 'Health'],
  [catalogHealthSchema, 'CatalogHealth'],
  [catalogSyncSchema, 'CatalogSync'],
]);

/** The schemas that the document refers to, each under one name. */
class SchemaNames {
  readonly #registry = z.registry<{ id: string }>();

  constructor() {
    for (const [schema, id] of sharedSchemas)
      this.#registry.add(schema, { id });
  }

  /** @param fallback - the name of a schema that has none yet */
  reference(schema: z.ZodType, fallback: string) {
    const id = this.#registry.get(schema)?.id ?? fallback;
    if (!this.#registry.has(schema)) this.#registry.add(schema, { id });
    return { $ref: `#/components/schemas/${id}` };
  }

  toJsonSchemas() {
    const { schemas } = z.toJSONSchema(this.#registry, {
      uri: id => `#/components/schemas/${id}`,
    });
    return {
      ...Object.fromEntries(
        Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [
          id,
          schema,
        ]),
      ),
      // The body of every error response of Backstage.
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
}

/**
 * The OpenAPI 3.1 document of the backend plugin, derived from the declarations of all reads, commands and verbs.
 *
 * @param options - `version` of the plugin, `baseUrl` that it is served at, and the `verbs` that are served
 * @public
 */
export function openApiDocument(
  options: {
    version?: string;
    baseUrl?: string;
    verbs?: readonly VerbDeclaration[];
  } = {},
) {
  const operations: readonly DocumentedOperation[] = [
    ...Object.values(reads),
    ...Object.values(commands),
    ...(options.verbs ?? Object.values(verbs)),
  ];
  const schemas = new SchemaNames();
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenChoreo in Backstage',
      description:
        'Deployments and promotions of OpenChoreo components: live state, plans and verbs.',
      version: options.version ?? '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.baseUrl ?? '/api/openchoreo' }],
    security: [{ bearer: [] }],
    paths: pathsOf(operations, schemas),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: schemas.toJsonSchemas(),
    },
  };
}

/** A read, a command or a verb. */
type DocumentedOperation = Operation &
  Pick<ReadDeclaration, 'formats' | 'mediaType'> &
  Partial<Pick<VerbDeclaration, 'attributes'>>;

const dryRunParameterObject = {
  name: dryRunParameter,
  in: 'query',
  required: false,
  description:
    'The API server validates the change and stores nothing. The response has status 200, and is that of the change.',
  schema: { type: 'string', enum: [dryRunValue] },
};

type PathItem = Record<string, ReturnType<typeof operationObject>>;

function pathsOf(
  operations: readonly DocumentedOperation[],
  schemas: SchemaNames,
): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {};
  for (const operation of operations) {
    const path = operationPath(operation);
    const method = operation.http.method.toLocaleLowerCase('en-US');
    paths[path] = {
      ...paths[path],
      [method]: operationObject(operation, schemas),
    };
  }
  return paths;
}

function operationObject(operation: DocumentedOperation, schemas: SchemaNames) {
  const { name, title, description, http, permission } = operation;
  const { rest } = requestSchemas(operation);
  const id = pascalCase(name);
  const hasBody = http.method !== 'GET';
  return {
    operationId: id.charAt(0).toLocaleLowerCase('en-US') + id.slice(1),
    summary: title,
    description,
    parameters: [
      ...pathParameters(operation).map(parameter =>
        parameterObject('path', parameter, operation.input.shape[parameter]),
      ),
      ...Object.entries(hasBody ? {} : rest.shape).map(([parameter, schema]) =>
        parameterObject('query', parameter, schema),
      ),
      ...(isWrite(operation) ? [dryRunParameterObject] : []),
    ],
    ...(hasBody && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: schemas.reference(rest, `${id}Request`),
          },
        },
      },
    }),
    responses: {
      [http.status]: successObject(operation, schemas),
      ...(http.conflict && { 409: errorObject(http.conflict) }),
      default: errorObject('The request failed, with the reason.'),
    },
    ...(permission === 'public' && { security: [] }),
  };
}

function parameterObject(
  place: 'path' | 'query',
  name: string,
  field: z.core.$ZodType,
) {
  const { $schema, description, ...schema } = z.toJSONSchema(field);
  const required = !(field instanceof z.ZodOptional);
  return { name, in: place, required, description, schema };
}

/** Whether an operation is a verb that changes something. */
function isWrite({ attributes }: DocumentedOperation): boolean {
  return attributes?.readOnly === false;
}

function successObject(operation: DocumentedOperation, schemas: SchemaNames) {
  const description = 'Success.';
  if (operation.http.status === 204) return { description };
  const mediaType = mediaTypeOf(operation);
  const schema = isJson(mediaType)
    ? schemas.reference(
        operation.output,
        `${pascalCase(operation.name)}Response`,
      )
    : { type: 'string' };
  const { formats: otherTypes = {} } = operation;
  return {
    description,
    content: {
      [mediaType]: { schema },
      ...Object.fromEntries(
        Object.values(otherTypes).map(type => [
          type,
          { schema: { type: 'string' } },
        ]),
      ),
    },
  };
}

function mediaTypeOf(operation: DocumentedOperation): string {
  return operation.mediaType ?? 'application/json';
}

function isJson(mediaType: string): boolean {
  return mediaType === 'application/json';
}

function errorObject(description: string) {
  return {
    description,
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Error' } },
    },
  };
}
