import { z } from 'zod';
import { hideValue, isHiddenValue } from './hideValue';

/** The lists whose entries have a literal value: environment variables, files, and the values of a ConfigurationGroup. */
const valueLists: readonly string[] = ['env', 'files', 'values'];

/** Hides the values of environment variables and files, wherever containers are, and those of a ConfigurationGroup. */
export function hideLiterals(value: object): object;
export function hideLiterals(value: unknown): unknown;
export function hideLiterals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(each => hideLiterals(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, member]) => [
      field,
      valueLists.includes(field) && Array.isArray(member)
        ? member.map(hideLiteral)
        : hideLiterals(member),
    ]),
  );
}

const literalSchema = z.looseObject({ value: z.string() });

function hideLiteral(entry: unknown): unknown {
  const parsed = literalSchema.safeParse(entry);
  if (!parsed.success) return hideLiterals(entry);
  const { value, ...identity } = parsed.data;
  return {
    ...identity,
    value: hideValue(JSON.stringify(identity), value),
  };
}

/** Whether something has a text in place of a literal value, so that writing it would replace the value by that text. */
export function hasHiddenLiterals(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const literal = literalSchema.safeParse(value);
  return (
    (literal.success && isHiddenValue(literal.data.value)) ||
    Object.values(value).some(hasHiddenLiterals)
  );
}
