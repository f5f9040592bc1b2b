import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * What came over the wire, as its schema has it.
 *
 * @param where - which part of the request it is, such as `body`
 * @throws InputError that names each field and what is wrong with it
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  value: unknown,
  where: 'body' | 'path' | 'query',
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const field = path.map(String).join('.');
    return field ? `${field}: ${message}` : message;
  });
  throw new InputError(`The ${where} is not valid: ${problems.join('; ')}`);
}
