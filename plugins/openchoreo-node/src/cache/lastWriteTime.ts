import { z } from 'zod';

const metadataSchema = z.object({
  managedFields: z.array(z.object({ time: z.string().optional() })),
});

/** When an object was last written, in milliseconds since 1970, in whole seconds. Undefined when its managed fields do not say. */
export function lastWriteTime(object: {
  metadata: unknown;
}): number | undefined {
  const metadata = metadataSchema.safeParse(object.metadata).data;
  const times = (metadata?.managedFields ?? [])
    .map(({ time }) => Date.parse(time ?? ''))
    .filter(time => !Number.isNaN(time));
  return times.length ? Math.max(...times) : undefined;
}
