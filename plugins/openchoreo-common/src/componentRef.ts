import { z } from 'zod';

/** @public */
export const componentRefSchema = z.object({
  organization: z.string(),
  project: z.string(),
  component: z.string(),
});

/**
 * Identifies a component of the platform.
 *
 * @public
 */
export type ComponentRef = z.infer<typeof componentRefSchema>;
