import { z } from 'zod';
/** `deploymentTrack` of the kinds that belong to a track. */
export const deploymentTrackField = z
  .string()
  .min(1)
  .optional()
  .describe('Deployment track; `default` when it is not given.');

/** `overrides`, which OpenChoreo v0.3.2 has and nothing of it reads. */
export const overridesField = z
  .record(z.string(), z.boolean().describe('Whether it is on.'))
  .optional()
  .describe('Switches of the class; no class has any today.');

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

/** What a binding wants of the thing that it deploys. */
export const releaseStateSchema = z.enum(['Active', 'Suspend', 'Undeploy']);

export type ReleaseState = z.infer<typeof releaseStateSchema>;

/** `releaseState` of a binding's spec. */
export const releaseStateField = releaseStateSchema
  .default('Active')
  .describe(
    'Whether the deployment runs (Active), is scaled to nothing (Suspend), or is taken away (Undeploy).',
  );
