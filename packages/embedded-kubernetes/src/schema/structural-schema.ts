import { JsonObject, JsonValue } from './json';
import { FieldError } from './field-error';

/** How a kind's objects may be named. */
export type NameRule = 'subdomain' | 'label' | 'label1035' | 'path';

/** What a rule of a built-in kind sees of the write it judges. */
export interface CheckContext {
  /** The field's path as Kubernetes prints it, such as `spec.ports[0]`. */
  path: string;
  /** The stored value at the same place; undefined on create. */
  old: JsonValue | undefined;
  /** The whole object that is written. */
  root: JsonObject;
}

/**
 * Rules that Kubernetes writes in Go for its own kinds and that a schema
 * cannot say. They are functions, so they vanish where the schema is published
 * as JSON.
 */
export interface BuiltInRules {
  /**
   * Marks the root of a built-in kind: it is decoded as Go decodes a struct,
   * so that nulls, empty lists and empty maps are the same as nothing.
   */
  struct?: boolean;
  /** On the root of a kind: how its objects are named; a DNS subdomain unless told otherwise. */
  name?: NameRule;
  /** An empty string, zero or false at this place is the same as nothing. */
  omitZero?: boolean;
  /** Writes a value in the one way in which it is kept: `1000m` as `1`. */
  canonical?: (value: JsonValue) => JsonValue;
  /** Fills in values that depend on others, in place; it must be idempotent. */
  complete?: (value: JsonObject, root: JsonObject) => void;
  /** Says what is wrong beyond the schema. */
  check?: (value: JsonValue, context: CheckContext) => FieldError[];
}

/**
 * A structural schema of `apiextensions.k8s.io/v1`: the part of JSON Schema
 * that CustomResourceDefinitions may use, with Kubernetes' extensions.
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
  /** The key by which a strategic merge patch matches list items. */
  'x-kubernetes-patch-merge-key'?: string;
  /** `merge`, `replace` or `retainKeys`, joined by commas. */
  'x-kubernetes-patch-strategy'?: string;
  /** Rules of built-in kinds; never part of a CustomResourceDefinition. */
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
