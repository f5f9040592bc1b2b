import type { Operation } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';

/**
 * A read as another answer: with its permission and its audit event.
 *
 * @param queryType - what is read, in the audit event. That of the read by default.
 */
export function answering<T, Input extends z.ZodObject>(
  { audit, ...operation }: Operation<Input>,
  queryType?: string,
): Operation<Input, z.ZodType<T>> {
  return {
    ...operation,
    output: z.custom<T>(),
    ...(audit && {
      audit: {
        eventId: audit.eventId,
        severityLevel: audit.severityLevel,
        meta: input => (queryType ? { queryType } : audit.meta(input)),
      },
    }),
  };
}
