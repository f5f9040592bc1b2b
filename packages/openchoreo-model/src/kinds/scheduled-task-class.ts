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
        'Spec of the batch/v1 CronJob that each task of the class begins with.',
      ),
    jobTemplate: rawObject()
      .optional()
      .describe(
        'Spec of the batch/v1 Job that each task without a schedule begins with.',
      ),
  })
  .describe('How tasks of the class are run.');

export const scheduledTaskClassSchema = resourceSchema(
  openChoreoApiVersion,
  'ScheduledTaskClass',
  specSchema.prefault({}),
  statusSchema,
);

export type ScheduledTaskClass = z.infer<typeof scheduledTaskClassSchema>;

export const scheduledTaskClassKind = defineKind<ScheduledTaskClass>({
  apiVersion: openChoreoApiVersion,
  kind: 'ScheduledTaskClass',
  plural: 'scheduledtaskclasses',
  description:
    'How platform engineers want tasks to be run: templates that developers build on.',
  columns: [
    column(
      'Schedule',
      '.spec.cronJobTemplate.schedule',
      'When tasks of the class run by default.',
    ),
    ageColumn,
  ],
  schema: scheduledTaskClassSchema,
});
