import { z } from 'zod';

/** When a scheduled task runs; without a schedule it runs once. */
export const scheduleFields = {
  schedule: z
    .string()
    .optional()
    .describe('When the task runs, as a cron expression.'),
  timeZone: z
    .string()
    .optional()
    .describe('Time zone of the schedule, for example Europe/Zurich.'),
};
