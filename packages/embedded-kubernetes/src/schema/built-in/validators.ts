import { FieldError, invalid, required } from '../field-error';
import { isObject, JsonObject, JsonValue, jsonEquals, member } from '../json';
import { ValidationContext, StructuralSchema } from '../structural-schema';
import { subdomainProblems } from '../names';

/** Says what is wrong with a value at a path; none when all is well. */
export type FieldValidator = (
  value: JsonValue,
  context: ValidationContext,
) => FieldError[];

/** The schema with a further check. */
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

/** A check of an object that may look at its members. */
export function objectValidator(
  check: (value: JsonObject, context: ValidationContext) => FieldError[],
): FieldValidator {
  return (value, context) => (isObject(value) ? check(value, context) : []);
}

/** A check of a text, from a function that lists problems in words. */
export function textValidator(
  problems: (text: string) => string[],
): FieldValidator {
  return (value, { path }) =>
    typeof value === 'string'
      ? problems(value).map(problem => invalid(path, value, problem))
      : [];
}

/** A number that may not be below zero. */
export const nonNegative: FieldValidator = (value, { path }) =>
  typeof value === 'number' && value < 0
    ? [invalid(path, value, 'must be greater than or equal to 0')]
    : [];

/** A number that may not be below one. */
export const positive: FieldValidator = (value, { path }) =>
  typeof value === 'number' && value <= 0
    ? [invalid(path, value, 'must be greater than 0')]
    : [];

/** A number of a TCP or UDP port. */
export const portNumber: FieldValidator = (value, { path }) =>
  typeof value === 'number' && (value < 1 || value > 65535)
    ? [invalid(path, value, 'must be between 1 and 65535, inclusive')]
    : [];

/** A DNS subdomain, as names of most objects are. */
export const objectName: FieldValidator = textValidator(subdomainProblems);

/** A value that may not change once it is set. */
export const immutable: FieldValidator = (value, { path, old }) =>
  old !== undefined && !jsonEquals(value, old)
    ? [invalid(path, value, 'field is immutable')]
    : [];

/** Requires a member of an object, which an empty value does not give. */
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
