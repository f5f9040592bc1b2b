import { useMemo } from 'react';
import {
  scheduleProblem,
  timeZoneProblem,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useLocale } from '../time';
import { useTexts } from '../useTexts';
import { defineFormField, type FieldProps } from './defineFormField';
import { parameterName, parameterText } from './entityRefs';
import { nextRuns } from './nextRuns';
import { RuleTextField } from './RuleTextField';
import styles from './scaffolder.module.css';

interface ScheduleOptions {
  timeZone?: string;
}

const shownRuns = 5;

/** The zone of a CronJob that names none. That of the class may differ. */
const defaultZone = 'UTC';

function ScheduleField(props: FieldProps<string, ScheduleOptions>) {
  const { value } = props;
  const { timeZone: parameter = 'timeZone' } = props.options;
  const named = parameterText(props, parameter);
  const isValid = value !== undefined && !scheduleProblem(value);
  const isZone = named === undefined || !timeZoneProblem(named);
  return (
    <RuleTextField {...props} rule={scheduleProblem}>
      {isValid && isZone && <Runs schedule={value} zone={named} />}
    </RuleTextField>
  );
}

/** The next times at which a schedule fires, in words. */
function Runs(props: { schedule: string; zone: string | undefined }) {
  const { schedule, zone } = props;
  const { t } = useTexts();
  const locale = useLocale();
  const timeZone = zone ?? defaultZone;
  const runs = useMemo(
    () => nextRuns(schedule, { timeZone, count: shownRuns, after: new Date() }),
    [schedule, timeZone],
  );
  const heading = zone
    ? t('schedule.next', { zone })
    : t('schedule.nextByDefault', { zone: defaultZone });
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  });
  return (
    <div className={styles.runs} aria-live="polite">
      <span>{runs ? heading : t('schedule.interval')}</span>
      {runs && (
        <ol>
          {runs.map(run => (
            <li key={run.getTime()}>
              <time dateTime={run.toISOString()}>{format.format(run)}</time>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** The form field `OpenChoreoSchedule`: a cron expression. */
export const scheduleField = defineFormField({
  name: 'OpenChoreoSchedule',
  value: z.string(),
  options: z.object({
    timeZone: parameterName(
      'Name of the parameter with the time zone. `timeZone` by default.',
    ),
  }),
  component: ScheduleField,
  problem: scheduleProblem,
});
