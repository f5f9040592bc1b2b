import { PrinterColumn } from '../../api/types';
import { FieldError, invalid, required } from '../field-error';
import { JsonObject, listAt, objectAt, stringAt } from '../json';
import { asJson } from '../kube-json';
import { objectMetaSchema } from '../object-meta-schema';
import { cronProblem } from './cron-expression';
import {
  age,
  anything,
  builtIn,
  defaulting,
  kindSchema,
  listOf,
  oneOf,
  optionalFlag,
  optionalInteger,
  optionalLong,
  struct,
  text,
  time,
} from './build';
import { withValidator, nonNegative, objectValidator } from './validators';
import { jobTemplateSpec } from './job';
import { humanDuration } from '../../api/human-duration';
import { workloadColumns } from './workload';

const spec = withValidator(
  struct({
    schedule: text,
    timeZone: text,
    startingDeadlineSeconds: withValidator(optionalLong, nonNegative),
    concurrencyPolicy: defaulting(oneOf('Allow', 'Forbid', 'Replace'), 'Allow'),
    suspend: defaulting(optionalFlag, false),
    jobTemplate: defaulting(
      struct({
        metadata: defaulting(objectMetaSchema, {}),
        spec: defaulting(jobTemplateSpec, {}),
      }),
      {},
    ),
    successfulJobsHistoryLimit: defaulting(
      withValidator(optionalInteger, nonNegative),
      3,
    ),
    failedJobsHistoryLimit: defaulting(
      withValidator(optionalInteger, nonNegative),
      1,
    ),
  }),
  objectValidator((value, { path }) => [
    ...validateSchedule(value, path),
    ...validateTimeZone(value, path),
  ]),
);

/** batch/v1 CronJob */
export const cronJob = builtIn({
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  shortNames: ['cj'],
  categories: ['all'],
  schema: kindSchema(
    {
      spec: defaulting(spec, {}),
      status: defaulting(
        struct({
          active: listOf(anything),
          lastScheduleTime: time,
          lastSuccessfulTime: time,
        }),
        {},
      ),
    },
    {
      rules: {
        validate: objectValidator(value => {
          const name = stringAt(value.metadata, 'name') ?? '';
          return name.length > 52
            ? [
                invalid(
                  'metadata.name',
                  name,
                  'must be no more than 52 characters',
                ),
              ]
            : [];
        }),
      },
    },
  ),
  columns: [
    { name: 'Schedule', type: 'string', jsonPath: '.spec.schedule' },
    {
      name: 'Timezone',
      type: 'string',
      value: object =>
        stringAt(objectAt(asJson(object), 'spec'), 'timeZone') ?? '<none>',
    },
    {
      name: 'Suspend',
      type: 'string',
      value: object =>
        objectAt(asJson(object), 'spec').suspend === true ? 'True' : 'False',
    },
    {
      name: 'Active',
      type: 'integer',
      value: object =>
        listAt(objectAt(asJson(object), 'status'), 'active').length,
    },
    lastSchedule(),
    age,
    ...workloadColumns,
  ],
});

function lastSchedule(): PrinterColumn {
  return {
    name: 'Last Schedule',
    type: 'string',
    value: (object, now) => {
      const { lastScheduleTime } = objectAt(asJson(object), 'status');
      return typeof lastScheduleTime === 'string'
        ? humanDuration(Math.max(0, now - Date.parse(lastScheduleTime)) / 1000)
        : '<none>';
    },
  };
}

function validateSchedule(value: JsonObject, path: string): FieldError[] {
  const schedule = stringAt(value, 'schedule');
  if (!schedule) return [required(`${path}.schedule`)];
  const problem = cronProblem(schedule);
  if (problem) return [invalid(`${path}.schedule`, schedule, problem)];
  return /TZ/.test(schedule)
    ? [
        invalid(
          `${path}.schedule`,
          schedule,
          'cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
        ),
      ]
    : [];
}

function validateTimeZone(value: JsonObject, path: string): FieldError[] {
  const zone = stringAt(value, 'timeZone');
  if (zone === undefined) return [];
  try {
    // Throws for an unknown time zone.
    Intl.DateTimeFormat('en', { timeZone: zone }).format();
    return [];
  } catch {
    return [invalid(`${path}.timeZone`, zone, `unknown time zone ${zone}`)];
  }
}
