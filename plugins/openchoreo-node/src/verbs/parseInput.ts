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
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const field = path.map(String).join('.');
    return field ? `${field}: ${message}` : message;
  });
  throw new InputError(`The ${name} is not valid: ${problems.join('; ')}`);
}
