import { z } from 'zod';
import type { ValidationRule } from './validation-rule';

/**
 * A structural schema: the part of OpenAPI v3 that the API server accepts for custom resources.
 *
 * @public
 */
export interface StructuralSchema {
  description?: string;
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  format?: string;
  enum?: unknown[];
  default?: unknown;
  nullable?: true;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  anyOf?: StructuralSchema[];
  /** Value validation only: no types or descriptions. */
  not?: StructuralSchema;
  items?: StructuralSchema;
  properties?: Record<string, StructuralSchema>;
  required?: string[];
  additionalProperties?: StructuralSchema;
  'x-kubernetes-int-or-string'?: true;
  'x-kubernetes-preserve-unknown-fields'?: true;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-validations'?: readonly ValidationRule[];
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Keywords that are copied as they are, in output order. */
const copiedKeywords = [
  'description',
  'type',
  'format',
  'enum',
  'default',
  'nullable',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'not',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
] as const;

/** All keywords that the conversion supports. */
const knownKeywords = new Set<string>([
  ...copiedKeywords,
  'items',
  'properties',
  'required',
  'additionalProperties',
  'x-kubernetes-preserve-unknown-fields',
]);

const integerFormats: Record<string, string> = {
  int32: 'int32',
  safeint: 'int64',
};

const integerLimits = new Set([
  -(2 ** 31),
  2 ** 31 - 1,
  Number.MIN_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER,
]);

/**
 * Describes integers and times by `format` instead of limits and patterns, and
 * removes the escapes of slashes from patterns, which only JavaScript needs.
 */
function useKubernetesFormats(context: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: JsonSchema;
}): void {
  const { zodSchema, jsonSchema } = context;
  if (zodSchema instanceof z.ZodNumberFormat) {
    jsonSchema.format = integerFormats[zodSchema._zod.def.format];
    for (const limit of ['minimum', 'maximum'] as const) {
      if (integerLimits.has(jsonSchema[limit] ?? NaN)) {
        delete jsonSchema[limit];
      }
    }
  }
  if (jsonSchema.pattern) {
    jsonSchema.pattern = jsonSchema.pattern.replace(/\\\//g, '/');
  }
  if (zodSchema instanceof z.ZodISODateTime) {
    delete jsonSchema.pattern;
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

function reduceAll(
  schemas: Record<string, unknown>,
  path: string,
): Record<string, StructuralSchema> {
  return Object.fromEntries(
    Object.entries(schemas)
      .filter((entry): entry is [string, JsonSchema] => isSchema(entry[1]))
      .map(([name, schema]) => [name, reduce(schema, `${path}.${name}`)]),
  );
}

function reduce(schema: JsonSchema, path: string): StructuralSchema {
  const { description } = schema;
  if (schema['x-kubernetes-int-or-string'] === true) {
    return {
      description,
      anyOf: [{ type: 'integer' }, { type: 'string' }],
      'x-kubernetes-int-or-string': true,
    };
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) {
    return {
      description,
      ...(schema.type === 'object' && { type: schema.type }),
      ...(schema.properties && {
        properties: reduceAll(schema.properties, path),
      }),
      'x-kubernetes-preserve-unknown-fields': true,
    };
  }
  const foreign = Object.keys(schema).find(
    keyword => !knownKeywords.has(keyword),
  );
  if (foreign) {
    throw new Error(
      `The schema at ${path} uses '${foreign}', which custom resource definitions do not support; change the schema or extend structuralSchemaOf`,
    );
  }
  const { items, properties, required, additionalProperties } = schema;
  return {
    ...Object.fromEntries(
      copiedKeywords
        .filter(key => schema[key] !== undefined)
        .map(k => [k, schema[k]]),
    ),
    ...(isSchema(items) &&
      !Array.isArray(items) && { items: reduce(items, `${path}[]`) }),
    ...(properties && { properties: reduceAll(properties, path) }),
    ...(required?.length && { required }),
    ...(isSchema(additionalProperties) && {
      additionalProperties: reduce(additionalProperties, `${path}.*`),
    }),
  };
}

/**
 * Converts a zod schema to a structural schema without references.
 *
 * @param path - path of the schema, for error messages
 * @throws Error if the schema uses a keyword that a custom resource definition does not support
 */
export function structuralSchemaOf(
  schema: z.ZodType,
  path: string,
): StructuralSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'openapi-3.0',
    reused: 'inline',
    override: useKubernetesFormats,
  });
  return reduce(json, path);
}
