import { z } from 'zod';
import { workloadUserColumns } from '../columns';
import { defineKind } from '../kind-definition';
import { specOwner } from '../owner-paths';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { scheduleFields } from '../schemas/schedule';
import { workloadUserSpecSchema } from '../schemas/workload-user';

export const scheduledTaskSchema = resourceSchema(
  openChoreoApiVersion,
  'ScheduledTask',
  workloadUserSpecSchema
    .extend(scheduleFields)
    .describe('What should be run on a schedule, and how.'),
  statusSchema,
);

export type ScheduledTask = z.infer<typeof scheduledTaskSchema>;

export const scheduledTaskKind = defineKind<ScheduledTask>({
  apiVersion: openChoreoApiVersion,
  kind: 'ScheduledTask',
  plural: 'scheduledtasks',
  description:
    'Runs a workload on a schedule or once, first in the first environment.',
  columns: workloadUserColumns,
  schema: scheduledTaskSchema,
  owner: specOwner,
});
