import { z } from 'zod';

const name = z.string().min(1).max(253);

/** @public */
export const promoteRequestSchema = z
  .strictObject({
    from: name.describe('The environment that the release comes from.'),
    to: name.describe('The environment that the release goes to.'),
    release: z
      .string()
      .min(7)
      .optional()
      .describe(
        'Content hash (full or its first seven characters) of the release that the person saw. Refused when the environment runs another one by now.',
      ),
    reason: z.string().max(1000).optional().describe('Why, for the record.'),
    idempotencyKey: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('The same key asks for the same promotion: a retry is safe.'),
  })
  .describe('A request to promote a release.');

/** @public */
export type PromoteRequest = z.infer<typeof promoteRequestSchema>;

/** @public */
export const releaseStates = ['Active', 'Suspend', 'Undeploy'] as const;

/** @public */
export const setStateRequestSchema = z
  .strictObject({
    state: z.enum(releaseStates),
    resourceVersion: z
      .string()
      .min(1)
      .describe('The `binding.resourceVersion` of the card that was seen.'),
  })
  .describe('A request to run, suspend or remove a component in a place.');

/** @public */
export type SetStateRequest = z.infer<typeof setStateRequestSchema>;
