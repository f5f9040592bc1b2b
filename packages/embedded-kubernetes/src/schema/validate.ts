import { KubeObject } from '../api/types';
import { FieldError, FieldErrorType, invalid } from './field-error';
import { isObject, JsonValue, member } from './json';
import { asJson } from './kube-json';
import { SchemaValidator } from './schema-validator';
import { StructuralSchema } from './structural-schema';
import { validateObjectMeta } from './validate-object-meta';
import type { RuleTree } from './validation-rules/compile-rules';
import { evaluateRules } from './validation-rules/evaluate-rules';

/** The errors after which kube-apiserver does not evaluate validation rules. */
const blockingErrors = new Set<FieldErrorType>([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

const uncheckedRules =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/**
 * Validates a pruned and defaulted object: its metadata, its values against the
 * schema, its lists for duplicates, and its values against validation rules.
 *
 * @param old the stored object on update. Unchanged values are not validated
 * again (ratcheting).
 * @param rules the compiled validation rules of the schema
 */
export function validate(
  schema: StructuralSchema | undefined,
  object: KubeObject,
  old?: KubeObject,
  rules?: RuleTree,
): FieldError[] {
  const root = asJson(object);
  const oldRoot = old && asJson(old);
  const metadata = member(root, 'metadata');
  const oldMetadata = oldRoot && member(oldRoot, 'metadata');
  const errors = isObject(metadata)
    ? validateObjectMeta(
        metadata,
        isObject(oldMetadata) ? oldMetadata : undefined,
        schema?.rules?.name ?? 'subdomain',
      )
    : [];
  if (!schema) return errors;
  const validator = new SchemaValidator(root);
  validator.visit(schema, root, oldRoot, '');
  // Built-in kinds have rules of their own for duplicates.
  const duplicates = schema.rules?.struct ? [] : validator.duplicates;
  errors.push(...validator.errors, ...duplicates);
  if (!rules) return errors;
  if (errors.some(({ type }) => blockingErrors.has(type))) {
    return [...errors, invalid('<nil>', null, uncheckedRules)];
  }
  return [...errors, ...evaluateRules(rules, root, oldRoot)];
}

/** Validates a value against a schema of a CustomResourceDefinition. */
export function validateValue(
  schema: StructuralSchema,
  value: JsonValue,
  path: string,
): FieldError[] {
  const validator = new SchemaValidator({});
  validator.visit(schema, value, undefined, path);
  return [...validator.errors, ...validator.duplicates];
}
