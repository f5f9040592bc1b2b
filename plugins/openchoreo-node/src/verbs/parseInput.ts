import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * Validates an input against its schema.
 *
 * @param name - what is validated, for the error
 * @throws InputError that names each invalid field
 *
 * @public
 */
export function parseInput<T extends z.ZodType>(
  schema: T,
  input: unknown,
  name = 'input',
): z.output<T> {
  const parsed = schema.safeParse(input, { error: problemOf });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const field = path.map(String).join('.');
    return field ? `${field}: ${message}` : message;
  });
  throw new InputError(`The ${name} is not valid: ${problems.join('; ')}`);
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const lengthUnits: Readonly<Record<string, string>> = {
  string: 'character',
  array: 'item',
};

/** Such as `be at most 10` of a number, and `have at least 1 item` of a list. */
function limit(bound: 'least' | 'most', count: number | bigint, of: string) {
  const unit = lengthUnits[of];
  const number = `at ${bound} ${count}`;
  if (!unit) return `be ${number}`;
  return `have ${number} ${unit}${Number(count) === 1 ? '' : 's'}`;
}

/** The message of an issue for which its schema has none. Undefined for that of zod. */
function problemOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) {
        return 'must not be empty';
      }
      return `must ${limit('least', issue.minimum, issue.origin)}`;
    case 'too_big':
      return `must ${limit('most', issue.maximum, issue.origin)}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values
        .map(String)
        .join(', ')}`;
    case 'unrecognized_keys':
      return `has no field ${issue.keys.join(', ')}`;
    default:
      return undefined;
  }
}
