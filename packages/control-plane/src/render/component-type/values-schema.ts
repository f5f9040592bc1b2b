import {
  resolveParameterSchema,
  validateParameters,
  type ParameterProblem,
  type ParameterSchema,
} from '@promenade/openchoreo-model';
import { isJsonList, isJsonObject, jsonAt } from '../../runtime/json';
import { itemPath, memberPath } from './field-path';

/** The schema of no values. */
const empty = { properties: {} };

const resolved = new WeakMap<object, ParameterSchema>();

/**
 * Resolves `parameters` or `environmentConfigs` of a ComponentType or Trait to the schema of its values.
 *
 * @throws ParameterSchemaError
 */
export function schemaOf(
  values: { readonly openAPIV3Schema?: object } | undefined,
): ParameterSchema {
  const declared = values?.openAPIV3Schema ?? empty;
  const known = resolved.get(declared) ?? resolveParameterSchema(declared);
  resolved.set(declared, known);
  return known;
}

/** Values with the defaults of their schema. */
export interface AppliedSchema {
  readonly values: Record<string, unknown>;
  readonly problems: readonly ParameterProblem[];
  /** Paths of given values that the schema does not have. They are left out, because they may fit another release. */
  readonly undeclared: readonly string[];
}

/** Drops the values that a schema does not declare, sets its defaults, and validates the rest. */
export function applySchema(
  schema: ParameterSchema,
  given: unknown,
): AppliedSchema {
  const undeclared: string[] = [];
  const declared = dropUndeclared(schema, given, '', undeclared);
  const { values, problems } = validateParameters(
    schema,
    isJsonObject(declared) ? { ...declared } : {},
  );
  return { values, problems, undeclared };
}

function dropUndeclared(
  schema: unknown,
  value: unknown,
  path: string,
  undeclared: string[],
): unknown {
  if (!isJsonObject(schema)) return value;
  if (isJsonList(value)) {
    return value.map((item, index) =>
      dropUndeclared(schema.items, item, itemPath(path, index), undeclared),
    );
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
      const at = memberPath(path, name);
      if (!declares(schema, [name])) {
        undeclared.push(at);
        return [];
      }
      const inner = schemaOfMember(schema, name);
      return [[name, dropUndeclared(inner, member, at, undeclared)]];
    }),
  );
}

function schemaOfMember(schema: object, name: string): unknown {
  return (
    jsonAt(schema, 'properties', name) ?? jsonAt(schema, 'additionalProperties')
  );
}

/** Whether a schema has a value at a path, such as `['resources', 'limits']`. Below a value of any form, everything is. */
export function declares(
  schema: unknown,
  [name, ...rest]: readonly string[],
): boolean {
  if (name === undefined || !isJsonObject(schema)) return true;
  const inner = schemaOfMember(schema, name);
  if (inner === true || isJsonObject(inner)) return declares(inner, rest);
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const hasVariants = ['oneOf', 'anyOf', 'allOf', 'if', 'items'].some(
    keyword => schema[keyword] !== undefined,
  );
  // A schema without properties restricts nothing.
  return isOpen || hasVariants || schema.properties === undefined;
}
