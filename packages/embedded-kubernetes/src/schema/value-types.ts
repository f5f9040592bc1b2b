import { JsonValue } from './json';
import { StructuralSchema } from './structural-schema';

const intOrString = ['integer', 'string'];
const single = new Map<string, string[]>();

/** The JSON types that a value may have; none where any will do. */
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

/** The JSON type of a value, as Kubernetes names it. */
export function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

/** True for a whole number that the schema's format can hold. */
export function fitsInteger(schema: StructuralSchema, value: number): boolean {
  const bits = schema.format === 'int32' ? 31 : 63;
  return Number.isInteger(value) && value >= -(2 ** bits) && value < 2 ** bits;
}
