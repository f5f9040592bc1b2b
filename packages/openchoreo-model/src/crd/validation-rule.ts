/**
 * A CEL rule of a custom resource definition (`x-kubernetes-validations`). API servers evaluate it; parsing does not.
 *
 * @public
 */
export interface ValidationRule {
  rule: string;
  message: string;
  /** Path of the field in errors, relative to the schema with the rule. */
  fieldPath?: string;
  reason?: 'FieldValueForbidden' | 'FieldValueInvalid';
}

/** Returns a CEL expression that is true if an optional field has not changed. */
export function isUnchanged(path: string): string {
  const [now, before] = [`self.${path}`, `oldSelf.${path}`];
  return `(has(${now}) == has(${before}) && (!has(${now}) || ${now} == ${before}))`;
}

/** A change of owner would leave objects behind that belong to the former owner. A malformed object without an owner can be corrected. */
export const immutableOwner: ValidationRule = {
  rule: '!has(oldSelf.spec) || !has(oldSelf.spec.owner) || (has(self.spec) && has(self.spec.owner) && self.spec.owner == oldSelf.spec.owner)',
  message:
    'spec.owner is immutable. Delete the object, and create it with the new owner.',
  fieldPath: '.spec.owner',
  reason: 'FieldValueForbidden',
};
