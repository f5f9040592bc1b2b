import { z } from 'zod';
import { timestamp } from './scalars';

/** Phases of a run of a scheduled task that was requested. */
const taskRunPhases = ['Started', 'Skipped'] as const;

/** The last run of a scheduled task that was requested, and not started by the schedule. */
export const taskRunSchema = z
  .object({
    requestedAt: timestamp().describe(
      'Time of the request: that of the annotation openchoreo.dev/run-requested-at.',
    ),
    phase: z
      .enum(taskRunPhases)
      .describe(
        'Started: the Job is created, and its own status tells the rest. Skipped: no Job is created, and the message tells why.',
      ),
    job: z.string().optional().describe('Name of the Job on the data plane.'),
    message: z.string().optional().describe('Why it was skipped.'),
  })
  .describe('The last run that was requested.');

/**
 * The last run of a scheduled task that was requested.
 *
 * @public
 */
export type TaskRun = z.infer<typeof taskRunSchema>;
