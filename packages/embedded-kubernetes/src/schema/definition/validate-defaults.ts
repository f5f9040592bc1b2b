import { FieldError, forbidden, invalid } from '../field-error';
import { isObject } from '../json';
import { findUnknownFields } from '../prune-and-default';
import { StructuralSchema } from '../structural-schema';
import { validateValue } from '../validate';

/** Validates that defaults have no unknown fields and are valid. */
export function validateDefaults(
  schema: StructuralSchema,
  path: string,
  isRoot: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  if (schema.default !== undefined) {
    const defaultPath = `${path}.default`;
    if (findUnknownFields(schema, schema.default).length > 0) {
      errors.push(
        invalid(defaultPath, schema.default, 'must not have unknown fields'),
      );
    }
    errors.push(...validateValue(schema, schema.default, defaultPath));
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const propertyPath = `${path}.properties[${name}]`;
    const isMeta = isRoot && ['metadata', 'kind', 'apiVersion'].includes(name);
    if (isMeta) {
      if (property.default === undefined) continue;
      errors.push(
        forbidden(
          `${propertyPath}.default`,
          `must not be set in top-level ${name}`,
        ),
      );
    } else {
      errors.push(...validateDefaults(property, propertyPath, false));
    }
  }
  if (isObject(schema.additionalProperties)) {
    errors.push(
      ...validateDefaults(
        schema.additionalProperties,
        `${path}.additionalProperties`,
        false,
      ),
    );
  }
  if (isObject(schema.items)) {
    errors.push(...validateDefaults(schema.items, `${path}.items`, false));
  }
  return errors;
}
