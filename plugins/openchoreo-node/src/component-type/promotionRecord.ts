import { z } from 'zod';
import type { ReleaseBinding } from './deploymentKinds';

/** The annotation of a ReleaseBinding with the last promotion to its environment: OpenChoreo 1.x has no other record of it. */
export const promotionAnnotation = 'openchoreo.dev/promotion';

const promotionRecordSchema = z.object({
  name: z.string(),
  type: z.enum(['Promote', 'RollBack']),
  from: z.string(),
  /** Names of ComponentReleases. */
  release: z.string(),
  replaces: z.string().optional(),
  requestedBy: z.string().optional(),
  reason: z.string().optional(),
  startedAt: z.string(),
});

/** A promotion as the binding records it. */
export type PromotionRecord = z.infer<typeof promotionRecordSchema>;

/** The last promotion to the environment of a binding. Undefined when the binding was changed since by somebody else. */
export function recordedPromotion({
  metadata,
  spec,
}: ReleaseBinding): PromotionRecord | undefined {
  const text = metadata.annotations?.[promotionAnnotation];
  if (text === undefined) return undefined;
  const { data } = z
    .string()
    .transform(parseJson)
    .pipe(promotionRecordSchema)
    .safeParse(text);
  return data?.release === spec.releaseName ? data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
