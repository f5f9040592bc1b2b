import { z } from 'zod';
import { ageColumn, column } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';
import { rawObject } from '../schemas/scalars';

const specSchema = z
  .object({
    cronJobTemplate: rawObject()
      .optional()
      .describe(
        'Spec of a batch/v1 CronJob: the base of each scheduled task of the class.',
      ),
    jobTemplate: rawObject()
      .optional()
      .describe(
        'Spec of a batch/v1 Job: the base of each task without a schedule.',
      ),
  })
  .describe('Desired state of the class.');

/**
 * Schema of a ScheduledTaskClass.
 *
 * @public
 */
export const scheduledTaskClassSchema = resourceSchema(
  openChoreoApiVersion,
  'ScheduledTaskClass',
  specSchema.prefault({}),
  statusSchema,
);

/**
 * A ScheduledTaskClass.
 *
 * @public
 */
export type ScheduledTaskClass = z.infer<typeof scheduledTaskClassSchema>;

/**
 * Definition of the kind ScheduledTaskClass.
 *
 * @public
 */
export const scheduledTaskClassKind = defineKind<ScheduledTaskClass>({
  apiVersion: openChoreoApiVersion,
  kind: 'ScheduledTaskClass',
  plural: 'scheduledtaskclasses',
  description: 'Templates for scheduled tasks. Written by platform engineers.',
  columns: [
    column(
      'Schedule',
      '.spec.cronJobTemplate.schedule',
      'Default schedule of tasks of the class.',
    ),
    ageColumn,
  ],
  schema: scheduledTaskClassSchema,
});
