import { compilePattern } from '../compile-pattern';
import { FieldError, forbidden, invalid, notSupported } from '../field-error';
import { StructuralSchema } from '../structural-schema';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

const unsupportedFields = [
  'id',
  'additionalItems',
  'patternProperties',
  'definitions',
  'dependencies',
  '$ref',
] as const;

/** Validates the fields that a schema may have at any position. */
export function validateFields(
  schema: StructuralSchema,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of unsupportedFields) {
    if (Object.hasOwn(schema, field)) {
      errors.push(forbidden(`${path}.${field}`, `${field} is not supported`));
    }
  }
  const { type, properties, additionalProperties, pattern } = schema;
  if (type === 'null') {
    errors.push(
      forbidden(
        `${path}.type`,
        'type cannot be set to null, use nullable as an alternative',
      ),
    );
  } else if (type && !types.includes(type)) {
    errors.push(notSupported(`${path}.type`, type, types));
  }
  if (schema.uniqueItems) {
    errors.push(
      forbidden(
        `${path}.uniqueItems`,
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
  }
  if (
    additionalProperties !== undefined &&
    additionalProperties !== true &&
    Object.keys(properties ?? {}).length > 0
  ) {
    errors.push(
      forbidden(
        `${path}.additionalProperties`,
        'additionalProperties and properties are mutual exclusive',
      ),
    );
  }
  if (Array.isArray(schema.items)) {
    errors.push(
      forbidden(
        `${path}.items`,
        'items must be a schema object and not an array',
      ),
    );
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    errors.push(
      invalid(
        `${path}.x-kubernetes-preserve-unknown-fields`,
        false,
        'must be true or undefined',
      ),
    );
  }
  if (pattern) errors.push(...validatePattern(pattern, path));
  return errors;
}

function validatePattern(pattern: string, path: string): FieldError[] {
  try {
    compilePattern(pattern);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [
      invalid(
        `${path}.pattern`,
        pattern,
        `must be a valid regular expression, but isn't: ${message}`,
      ),
    ];
  }
}
