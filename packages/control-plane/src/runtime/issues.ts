import { z } from 'zod';

/** What is wrong with a value, on one line: `kind: Invalid input: expected string, received undefined; …`. */
export function issuesOf({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
}
