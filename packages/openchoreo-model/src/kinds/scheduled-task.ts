import { z } from 'zod';
import { componentResourceColumns } from '../columns';
import { defineKind, specOwner } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { scheduleFields } from '../schemas/spec-fields';
import { componentResourceSpecSchema } from '../schemas/component-resource';

export const scheduledTaskSchema = resourceSchema(
  openChoreoApiVersion,
  'ScheduledTask',
  componentResourceSpecSchema
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
  columns: componentResourceColumns,
  schema: scheduledTaskSchema,
  owner: specOwner,
});
