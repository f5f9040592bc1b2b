import type { ParameterSchema } from '@promenade/backstage-plugin-openchoreo-common';
import { toWords } from './toWords';

/** Keywords with alternative schemas of the same value. */
export const combinations = ['oneOf', 'anyOf', 'allOf'] as const;

/** Keywords with conditions. */
export const conditions = ['if', 'then', 'else'] as const;

export function isSchema(value: unknown): value is ParameterSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a property of a part only restricts the property of the whole. */
export function isRestriction(schema: ParameterSchema): boolean {
  return schema.type === undefined && !schema.properties;
}

/** The alternative schemas of an object. */
export function alternativesOf(
  schema: ParameterSchema,
  keyword: (typeof combinations)[number],
): unknown[] {
  const alternatives = schema[keyword];
  return Array.isArray(alternatives) ? alternatives : [];
}

/**
 * The properties of an object that tell its alternatives apart: each alternative sets them to one value. The form chooses an
 * alternative, and that sets them.
 */
export function selectorsOf(schema: ParameterSchema): string[] {
  const alternatives = [
    ...alternativesOf(schema, 'oneOf'),
    ...alternativesOf(schema, 'anyOf'),
  ];
  return alternatives.length
    ? Object.keys(schema.properties ?? {}).filter(name =>
        alternatives.every(
          each =>
            isSchema(each) &&
            soleValueOf(each.properties?.[name]) !== undefined,
        ),
      )
    : [];
}

/** The only value that a schema allows. */
export function soleValueOf(schema: ParameterSchema | undefined): unknown {
  const { const: constant, enum: values } = schema ?? {};
  return constant ?? (values?.length === 1 ? values[0] : undefined);
}

/** The title of an alternative: its own, or else the value that one of its properties must have. */
export function titleOfAlternative(
  schema: ParameterSchema,
): string | undefined {
  if (schema.title) return schema.title;
  const value = Object.values(schema.properties ?? {})
    .map(soleValueOf)
    .find(each => each !== undefined);
  return value === undefined ? undefined : toWords(String(value));
}
