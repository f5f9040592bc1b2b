import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { z } from 'zod';

const principalSchema = z.union([
  z.object({ type: z.literal('user'), userEntityRef: z.string() }),
  z.object({ type: z.literal('service'), subject: z.string() }),
]);

/** Who asks, for the record: the entity ref of a user, or the name of a service. */
export function callerOf({ principal }: BackstageCredentials): string {
  const known = principalSchema.safeParse(principal);
  if (!known.success) return 'unknown';
  return known.data.type === 'user'
    ? known.data.userEntityRef
    : known.data.subject;
}
