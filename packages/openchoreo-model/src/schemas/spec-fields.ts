import { z } from 'zod';
import { timestamp } from './scalars';

/** `spec.deploymentTrack` of kinds that belong to a track. */
export const deploymentTrackField = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
  .max(63)
  .optional()
  .describe(
    'Name of the track: lower case letters, digits and hyphens. Default: default.',
  );

/** `spec.overrides`. OpenChoreo v0.3.2 has the field but does not read it. */
export const overridesField = z
  .record(z.string(), z.boolean().describe('Whether the switch is on.'))
  .optional()
  .describe('Switches of the class, by name. Accepted but has no effect yet.');

/** Schedule of a task. */
export const scheduleFields = {
  schedule: z
    .string()
    .optional()
    .describe(
      'Cron expression, for example "0 3 * * *". Without a schedule, the task runs once.',
    ),
  timeZone: z
    .string()
    .optional()
    .describe('Time zone of the schedule, for example Europe/Zurich.'),
};

/** Desired run state of a release. */
export const releaseStateSchema = z.enum(['Active', 'Suspend', 'Undeploy']);

/**
 * Desired run state of a release.
 *
 * @public
 */
export type ReleaseState = z.infer<typeof releaseStateSchema>;

/** `spec.releaseState` of bindings. */
export const releaseStateField = releaseStateSchema
  .default('Active')
  .describe(
    'Active runs the release, Suspend scales it to zero and keeps the other objects, Undeploy deletes its objects.',
  );

/** `spec.restartedAt` of bindings whose pods keep running. */
export const restartedAtField = timestamp()
  .optional()
  .describe(
    'Time of the last requested restart. A new value replaces the pods one by one. Promotions do not change it.',
  );
