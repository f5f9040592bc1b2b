export { describeFieldErrors } from './field-error';
export type { FieldError, FieldErrorType } from './field-error';
export { pruneAndDefault } from './prune-and-default';
export type { PrunedObject } from './prune-and-default';
export type { StructuralSchema, ValidationRule } from './structural-schema';
export { validate } from './validate';
