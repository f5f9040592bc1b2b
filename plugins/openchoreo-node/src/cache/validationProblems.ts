import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';

/** The validation errors of a schema: for each field, the message. There is at least one. */
export function validationProblems(
  error: z.ZodError,
): RejectedResource['problems'] {
  const problems = error.issues.map(({ path, message }) => ({
    path: fieldPath(path),
    message,
  }));
  return problems.length ? problems : [{ path: '', message: error.message }];
}

/** The path of a field in the notation of `kubectl explain` and JSONPath: `spec.containers["my.app"].env[0].key`. */
function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      const name = String(part);
      if (!/^[\w-]+$/.test(name)) return `["${name}"]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}
