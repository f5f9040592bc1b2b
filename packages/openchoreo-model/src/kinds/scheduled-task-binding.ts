import { z } from 'zod';
import { bindingColumns } from '../columns';
import { defineKind, specOwnerAndEnvironment } from '../kind-definition';
import { bindingSpecSchema, bindingStatusSchema } from '../schemas/binding';
import { openChoreoApiVersion, resourceSchema } from '../schemas/resource';
import { scheduleFields } from '../schemas/spec-fields';

export const scheduledTaskBindingSchema = resourceSchema(
  openChoreoApiVersion,
  'ScheduledTaskBinding',
  bindingSpecSchema
    .extend(scheduleFields)
    .describe('What should run in one environment, and when.'),
  bindingStatusSchema,
);

export type ScheduledTaskBinding = z.infer<typeof scheduledTaskBindingSchema>;

export const scheduledTaskBindingKind = defineKind<ScheduledTaskBinding>({
  apiVersion: openChoreoApiVersion,
  kind: 'ScheduledTaskBinding',
  plural: 'scheduledtaskbindings',
  description:
    'A scheduled task in one environment: what runs there, and how it is.',
  columns: bindingColumns,
  schema: scheduledTaskBindingSchema,
  owner: specOwnerAndEnvironment,
});
