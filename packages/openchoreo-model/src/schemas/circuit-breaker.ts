import { z } from 'zod';

const limits = {
  maxConnections: z
    .int32()
    .optional()
    .describe('Most connections to the backend at one time.'),
  maxPendingRequests: z
    .int32()
    .optional()
    .describe('Most requests that may wait for a connection.'),
  maxParallelRequests: z
    .int32()
    .optional()
    .describe('Most requests that may be under way at one time.'),
  maxParallelRetries: z
    .int32()
    .optional()
    .describe('Most retries that may be under way at one time.'),
};

/** Limits past which requests are refused at once, to spare an overloaded backend. */
export const circuitBreakerSchema = z.object({
  enabled: z.boolean().describe('Whether the limits are enforced.'),
  ...limits,
});
