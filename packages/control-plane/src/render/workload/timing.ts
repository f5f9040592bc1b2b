import {
  normalizeSchedule,
  normalizeTimeZone,
  validateCron,
} from '@promenade/openchoreo-model';
import type { EffectiveScheduledTaskBinding } from '../../core/effective-binding/effective-binding';
import { invalid, warning, type Problem } from '../../core/problem';
import { jsonAt } from '../../runtime/json';
import type { ScheduleSettings } from './task';

/** When a task runs: on a schedule, or once for every release. */
export interface Timing extends ScheduleSettings {
  readonly isOneTime: boolean;
  readonly problems: Problem[];
}

/** A value and the field that sets it. */
interface SetField {
  readonly value: unknown;
  readonly field: string;
}

/**
 * Resolves when a task runs. The schedule is that of the environment, else of the task, else of its parameters, else of
 * the class. A task without a schedule of its own runs once, where its class has a jobTemplate.
 */
export function resolveTiming({
  binding: { spec },
  class: {
    spec: { cronJobTemplate: template, jobTemplate },
  },
}: EffectiveScheduledTaskBinding): Timing {
  const className = `ScheduledTaskClass ${spec.className}`;
  const own = firstSet(
    [spec.envOverrides?.schedule, 'spec.envOverrides.schedule'],
    [spec.schedule, 'spec.schedule'],
    [jsonAt(spec.parameters, 'schedule'), 'spec.parameters.schedule'],
  );
  const isOneTime = !own && jobTemplate !== undefined;
  const zone = firstSet(
    [spec.timeZone, 'spec.timeZone'],
    [jsonAt(spec.parameters, 'timeZone'), 'spec.parameters.timeZone'],
    [
      jsonAt(template, 'timeZone'),
      `${className} spec.cronJobTemplate.timeZone`,
    ],
  );
  if (isOneTime) {
    return {
      isOneTime,
      problems: [
        ...(spec.timeZone
          ? [
              warning(
                'spec.timeZone',
                'a task without a schedule runs once and ignores the time zone; set a schedule, or remove the time zone',
              ),
            ]
          : []),
        ...validateJobTemplate(jobTemplate, className),
      ],
    };
  }
  const schedule =
    own ??
    firstSet([
      jsonAt(template, 'schedule'),
      `${className} spec.cronJobTemplate.schedule`,
    ]);
  const timeZone = zone && normalizeTimeZone(String(zone.value));
  return {
    isOneTime,
    schedule: schedule && normalizeSchedule(String(schedule.value)),
    timeZone: timeZone ?? (zone ? String(zone.value) : null),
    problems: [
      ...validateSchedule(schedule, className),
      ...(zone && !timeZone
        ? [
            invalid(
              zone.field,
              `"${zone.value}" is not a time zone; use a name such as Europe/Zurich`,
            ),
          ]
        : []),
    ],
  };
}

function firstSet(...candidates: [unknown, string][]): SetField | undefined {
  const found = candidates.find(([value]) => value);
  return found && { value: found[0], field: found[1] };
}

function validateSchedule(
  schedule: SetField | undefined,
  className: string,
): Problem[] {
  if (!schedule) {
    return [
      invalid(
        `${className} spec.cronJobTemplate.schedule`,
        'neither the class nor the task has a schedule, so the task would never run; set a cron expression in one of them, or a jobTemplate in the class for tasks that run once',
      ),
    ];
  }
  const error = validateCron(String(schedule.value));
  return error
    ? [
        invalid(
          schedule.field,
          `${error}; write minute, hour, day of the month, month and day of the week, such as "0 3 * * *"`,
        ),
      ]
    : [];
}

function validateJobTemplate(template: unknown, className: string): Problem[] {
  return jsonAt(template, 'ttlSecondsAfterFinished') === undefined
    ? []
    : [
        warning(
          `${className} spec.jobTemplate.ttlSecondsAfterFinished`,
          'it is ignored, because the Job would be deleted after its run, and then applied and run again; remove it from the class',
        ),
      ];
}
