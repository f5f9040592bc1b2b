import { z } from 'zod';

/** Who requests a promotion, and why. */
export const requestFields = {
  requestedBy: z
    .string()
    .optional()
    .describe('Entity reference of the requester.'),
  requestSignature: z
    .string()
    .max(16_384)
    .optional()
    .describe(
      'JSON Web Signature of the Backstage backend, which authenticated the requester.',
    ),
  reason: z
    .string()
    .optional()
    .describe('Reason for the promotion, as given by the requester.'),
};
