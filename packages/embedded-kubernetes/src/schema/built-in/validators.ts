import { FieldError, invalid, required } from '../field-error';
import { isObject, JsonObject, JsonValue, jsonEquals, member } from '../json';
import { ValidationContext, StructuralSchema } from '../structural-schema';
import { subdomainProblems } from '../names';

/** Validates a value; returns errors. */
export type FieldValidator = (
  value: JsonValue,
  context: ValidationContext,
) => FieldError[];

/** Adds a validator to a schema. */
export function withValidator(
  schema: StructuralSchema,
  check: FieldValidator,
): StructuralSchema {
  const before = schema.rules?.validate;
  return {
    ...schema,
    rules: {
      ...schema.rules,
      validate: before
        ? (value, context) => [
            ...before(value, context),
            ...check(value, context),
          ]
        : check,
    },
  };
}

/** A validator of objects. */
export function objectValidator(
  check: (value: JsonObject, context: ValidationContext) => FieldError[],
): FieldValidator {
  return (value, context) => (isObject(value) ? check(value, context) : []);
}

/** A validator of strings, from a function that returns error messages. */
export function textValidator(
  problems: (text: string) => string[],
): FieldValidator {
  return (value, { path }) =>
    typeof value === 'string'
      ? problems(value).map(problem => invalid(path, value, problem))
      : [];
}

/** Validates that a number is not negative. */
export const nonNegative: FieldValidator = (value, { path }) =>
  typeof value === 'number' && value < 0
    ? [invalid(path, value, 'must be greater than or equal to 0')]
    : [];

/** Validates a port number. */
export const portNumber: FieldValidator = (value, { path }) =>
  typeof value === 'number' && (value < 1 || value > 65535)
    ? [invalid(path, value, 'must be between 1 and 65535, inclusive')]
    : [];

/** Validates a DNS subdomain. */
export const objectName: FieldValidator = textValidator(subdomainProblems);

/** Validates that a value did not change. */
export const immutable: FieldValidator = (value, { path, old }) =>
  old !== undefined && !jsonEquals(value, old)
    ? [invalid(path, value, 'field is immutable')]
    : [];

/** Validates that a member of an object is not empty. */
export function requireMember(
  value: JsonObject,
  path: string,
  name: string,
  detail = '',
): FieldError[] {
  return isMissing(member(value, name))
    ? [required(`${path}.${name}`, detail)]
    : [];
}

function isMissing(value: JsonValue | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}
