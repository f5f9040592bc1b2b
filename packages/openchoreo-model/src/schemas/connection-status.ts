import { z } from 'zod';

/** Whether the target of a connection is found. */
export const connectionStatusSchema = z.object({
  name: z.string().describe('Name of the connection.'),
  state: z
    .enum(['Resolved', 'Pending', 'Invalid'])
    .describe(
      'Resolved: the target is found. Pending: it is resolved automatically when its target is there. Invalid: it has to be changed.',
    ),
  message: z
    .string()
    .optional()
    .describe('Why it is not resolved, and what to do.'),
});

/**
 * Whether the target of a connection is found.
 *
 * @public
 */
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>;
