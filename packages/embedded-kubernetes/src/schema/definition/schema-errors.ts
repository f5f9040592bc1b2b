import { FieldError, invalid, required } from '../field-error';
import { StructuralSchema } from '../structural-schema';

/** A property of a schema itself, not of its prototype. */
export function ownProperty(
  schema: StructuralSchema,
  name: string,
): StructuralSchema | undefined {
  const { properties } = schema;
  return properties && Object.hasOwn(properties, name)
    ? properties[name]
    : undefined;
}

/** The error for a field that must have a certain value. */
export function requireValue(
  path: string,
  value: string | undefined,
  detail: string,
): FieldError {
  return value ? invalid(path, value, detail) : required(path, detail);
}
