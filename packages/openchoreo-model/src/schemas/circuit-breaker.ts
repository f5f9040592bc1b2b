import { z } from 'zod';

const limits = {
  maxConnections: z
    .int32()
    .optional()
    .describe('Maximum number of open connections to the backend.'),
  maxPendingRequests: z
    .int32()
    .optional()
    .describe('Maximum number of requests that wait for a connection.'),
  maxParallelRequests: z
    .int32()
    .optional()
    .describe('Maximum number of concurrent requests.'),
  maxParallelRetries: z
    .int32()
    .optional()
    .describe('Maximum number of concurrent retries.'),
};

/** Limits beyond which requests are rejected at once, to protect an overloaded backend. */
export const circuitBreakerSchema = z.object({
  enabled: z.boolean().describe('Whether the limits are enforced.'),
  ...limits,
});
