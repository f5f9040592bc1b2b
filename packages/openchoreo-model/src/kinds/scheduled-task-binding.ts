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
    .describe('Desired state of the deployment in one environment.'),
  bindingStatusSchema,
);

export type ScheduledTaskBinding = z.infer<typeof scheduledTaskBindingSchema>;

export const scheduledTaskBindingKind = defineKind<ScheduledTaskBinding>({
  apiVersion: openChoreoApiVersion,
  kind: 'ScheduledTaskBinding',
  plural: 'scheduledtaskbindings',
  description:
    'Deploys a scheduled task to one environment and reports its state.',
  columns: bindingColumns,
  schema: scheduledTaskBindingSchema,
  owner: specOwnerAndEnvironment,
});
