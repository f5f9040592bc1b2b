import { z as zod4 } from 'zod';
import { z } from 'zod/v3';

type JsonSchema = zod4.core.JSONSchema.JSONSchema;

/**
 * Converts the JSON Schema of an object to zod 3, which Backstage's actions registry takes. It covers what declarations of
 * reads and verbs use; the declaration itself, in zod 4, remains what validates.
 *
 * @throws Error for a keyword that it does not know
 *
 * @public
 */
export function toZodV3(
  schema: zod4.core.JSONSchema.JSONSchema,
): z.AnyZodObject {
  const required = new Set(schema.required);
  const shape = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const field = convert(property);
      return [name, required.has(name) ? field : field.optional()];
    }),
  );
  const object = z.object(shape);
  return describe(
    schema.additionalProperties === false ? object : object.passthrough(),
    schema,
  );
}

function convert(schema: JsonSchema | boolean): z.ZodTypeAny {
  if (typeof schema === 'boolean') return z.unknown();
  return describe(convertType(schema), schema);
}

function convertType(schema: JsonSchema): z.ZodTypeAny {
  const { oneOf, anyOf = oneOf, const: value, enum: values } = schema;
  if (anyOf) {
    const [first, second, ...others] = anyOf.map(convert);
    return z.union([first, second, ...others]);
  }
  if (typeof value === 'string') return z.literal(value);
  if (values) return z.enum(nonEmpty(values.map(String)));
  switch (schema.type) {
    case 'string':
      return convertString(schema);
    case 'number':
      return convertNumber(z.number(), schema);
    case 'integer':
      return convertNumber(z.number().int(), schema);
    case 'boolean':
      return z.boolean();
    case 'array':
      return convertArray(schema);
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? z.record(convert(schema.additionalProperties))
        : toZodV3(schema);
    case undefined:
      return z.unknown();
    default:
      throw new Error(`Cannot convert the JSON Schema type ${schema.type}`);
  }
}

function convertString({ minLength, maxLength, pattern, format }: JsonSchema) {
  let text = z.string();
  if (format === 'date-time') text = text.datetime({ offset: true });
  if (minLength !== undefined) text = text.min(minLength);
  if (maxLength !== undefined) text = text.max(maxLength);
  if (pattern !== undefined) text = text.regex(new RegExp(pattern));
  return text;
}

function convertArray({ items = {}, minItems, maxItems }: JsonSchema) {
  let array = z.array(Array.isArray(items) ? z.unknown() : convert(items));
  if (minItems !== undefined) array = array.min(minItems);
  if (maxItems !== undefined) array = array.max(maxItems);
  return array;
}

function convertNumber(
  number: z.ZodNumber,
  { minimum, maximum }: JsonSchema,
): z.ZodNumber {
  let result = number;
  if (minimum !== undefined) result = result.min(minimum);
  if (maximum !== undefined) result = result.max(maximum);
  return result;
}

function describe<T extends z.ZodTypeAny>(
  type: T,
  { description }: JsonSchema,
) {
  return description === undefined ? type : type.describe(description);
}

function nonEmpty(values: string[]): [string, ...string[]] {
  const [first, ...others] = values;
  return [first, ...others];
}
