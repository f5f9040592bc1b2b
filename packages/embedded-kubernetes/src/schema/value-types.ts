import { JsonValue } from './json';
import { StructuralSchema } from './structural-schema';

const intOrString = ['integer', 'string'];
const single = new Map<string, string[]>();

/** The allowed JSON types of a value; empty if any type is allowed. */
export function typesOf(schema: StructuralSchema): string[] {
  if (schema['x-kubernetes-int-or-string']) return intOrString;
  if (schema.type === undefined) return [];
  let types = single.get(schema.type);
  if (!types) {
    types = [schema.type];
    single.set(schema.type, types);
  }
  return types;
}

/** The JSON type of a value, with the name that Kubernetes uses. */
export function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

/** Whether a number is an integer in the range of the schema's format. */
export function fitsInteger(schema: StructuralSchema, value: number): boolean {
  const bits = schema.format === 'int32' ? 31 : 63;
  return Number.isInteger(value) && value >= -(2 ** bits) && value < 2 ** bits;
}
