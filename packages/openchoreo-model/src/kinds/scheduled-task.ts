import { z } from 'zod';
import { componentResourceColumns } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind, specOwnerAndTrack } from '../kind-definition';
import { openChoreoApiVersion, resourceSchema } from '../schemas/resource';
import { scheduleFields } from '../schemas/spec-fields';
import {
  componentResourceSpecSchema,
  componentResourceStatusSchema,
} from '../schemas/component-resource';

export const scheduledTaskSchema = resourceSchema(
  openChoreoApiVersion,
  'ScheduledTask',
  componentResourceSpecSchema
    .extend(scheduleFields)
    .describe('Desired state of the scheduled task.'),
  componentResourceStatusSchema,
);

/**
 * A ScheduledTask.
 *
 * @public
 */
export type ScheduledTask = z.infer<typeof scheduledTaskSchema>;

/**
 * Definition of the kind ScheduledTask.
 *
 * @public
 */
export const scheduledTaskKind = defineKind<ScheduledTask>({
  apiVersion: openChoreoApiVersion,
  kind: 'ScheduledTask',
  plural: 'scheduledtasks',
  description:
    'Deploys a workload as a scheduled or one-time task. Changes are deployed to the first environment of the pipeline.',
  columns: componentResourceColumns,
  schema: scheduledTaskSchema,
  validations: [immutableOwner],
  owner: specOwnerAndTrack,
});
