import type { RejectedResource } from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';

/** What a schema has against a value: for each field, why. There is at least one. */
export function problemsOf(error: z.ZodError): RejectedResource['problems'] {
  const problems = error.issues.map(({ path, message }) => ({
    path: fieldPath(path),
    message,
  }));
  return problems.length ? problems : [{ path: '', message: error.message }];
}

/** `spec.containers["my.app"].env[0].key`, as `kubectl explain` and JSONPath would have it. */
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
