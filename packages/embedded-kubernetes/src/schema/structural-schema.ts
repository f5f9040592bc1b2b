import { JsonObject, JsonValue } from './json';
import { FieldError } from './field-error';

/** The rule for the names of a kind's objects. */
export type NameRule = 'subdomain' | 'label' | 'label1035' | 'path';

/** The context of a validation rule of a built-in kind. */
export interface ValidationContext {
  /** The path of the field, such as `spec.ports[0]`. */
  path: string;
  /** The stored value of the field; undefined on create. */
  old: JsonValue | undefined;
  /** The whole written object. */
  root: JsonObject;
}

/**
 * The rules of built-in kinds that Kubernetes implements in Go because a schema
 * cannot express them. They are not part of the published schema.
 */
export interface BuiltInRules {
  /**
   * Set at the root of a built-in kind, which is decoded as a Go struct: nulls,
   * empty lists and empty maps are absent values.
   */
  struct?: boolean;
  /** How names of the kind are validated. Set at the root of the schema only. Default: as a DNS subdomain. */
  name?: NameRule;
  /** Whether an empty string, zero or false is an absent value. */
  omitZero?: boolean;
  /** Converts a value to its canonical form: `1000m` to `1`. */
  canonicalize?: (value: JsonValue) => JsonValue;
  /** Sets defaults that depend on other fields, in place. Must be idempotent. */
  setDefaults?: (value: JsonObject, root: JsonObject) => void;
  /** Validates what the schema cannot express. */
  validate?: (value: JsonValue, context: ValidationContext) => FieldError[];
}

/**
 * A structural schema of `apiextensions.k8s.io/v1`: the part of JSON Schema that
 * CustomResourceDefinitions support, with the extensions of Kubernetes.
 */
export interface StructuralSchema {
  type?: string;
  format?: string;
  title?: string;
  description?: string;
  nullable?: boolean;
  default?: JsonValue;
  properties?: Record<string, StructuralSchema>;
  additionalProperties?: StructuralSchema | boolean;
  items?: StructuralSchema;
  required?: string[];
  enum?: JsonValue[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
  maxProperties?: number;
  allOf?: StructuralSchema[];
  anyOf?: StructuralSchema[];
  oneOf?: StructuralSchema[];
  not?: StructuralSchema;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-validations'?: ValidationRule[];
  /** The merge key of list items in a strategic merge patch. */
  'x-kubernetes-patch-merge-key'?: string;
  /** `merge`, `replace` or `retainKeys`, joined by commas. */
  'x-kubernetes-patch-strategy'?: string;
  /** The rules of a built-in kind. */
  rules?: BuiltInRules;
}

/** A CEL rule of a CustomResourceDefinition. */
export interface ValidationRule {
  rule: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
}
