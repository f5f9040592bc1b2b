import { z } from 'zod';
import { bindingColumns } from '../columns';
import { immutableOwner } from '../crd/validation-rule';
import { defineKind, specOwnerAndEnvironment } from '../kind-definition';
import { bindingSpecSchema, bindingStatusSchema } from '../schemas/binding';
import { openChoreoApiVersion, resourceSchema } from '../schemas/resource';
import { scheduleFields } from '../schemas/spec-fields';
import { taskRunSchema } from '../schemas/task-run';

/**
 * Schema of a ScheduledTaskBinding.
 *
 * @public
 */
export const scheduledTaskBindingSchema = resourceSchema(
  openChoreoApiVersion,
  'ScheduledTaskBinding',
  bindingSpecSchema
    .extend(scheduleFields)
    .describe('Desired state of the deployment in one environment.'),
  bindingStatusSchema.extend({ run: taskRunSchema.optional() }),
);

/**
 * A ScheduledTaskBinding.
 *
 * @public
 */
export type ScheduledTaskBinding = z.infer<typeof scheduledTaskBindingSchema>;

/**
 * Definition of the kind ScheduledTaskBinding.
 *
 * @public
 */
export const scheduledTaskBindingKind = defineKind<ScheduledTaskBinding>({
  apiVersion: openChoreoApiVersion,
  kind: 'ScheduledTaskBinding',
  plural: 'scheduledtaskbindings',
  description:
    'Deploys a scheduled task to one environment and reports its state.',
  columns: bindingColumns,
  schema: scheduledTaskBindingSchema,
  validations: [immutableOwner],
  owner: specOwnerAndEnvironment,
});
