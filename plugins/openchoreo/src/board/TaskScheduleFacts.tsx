import { useMemo } from 'react';
import {
  scheduleProblem,
  type DeploymentState,
  type TaskSchedule,
} from '@promenade/backstage-plugin-openchoreo-common';
import { nextRuns } from '../scaffolder/nextRuns';
import { Facts } from '../text';
import { formatExact, RelativeTime, useLocale } from '../time';
import { useTexts } from '../useTexts';

/** When a scheduled task runs and has run in an environment, and what became of the run that was requested last. */
export function TaskScheduleFacts(props: {
  schedule: TaskSchedule;
  state: DeploymentState;
}) {
  const { schedule, state } = props;
  const { expression, timeZone, lastRunAt, lastSuccessAt } = schedule;
  const { t } = useTexts();
  if (!expression) {
    return (
      <Facts facts={[[t('taskSchedule.schedule'), t('taskSchedule.once')]]} />
    );
  }
  const ago = (at: string | undefined) =>
    at ? <RelativeTime at={at} as="ago" /> : t('taskSchedule.never');
  return (
    <Facts
      facts={[
        [
          t('taskSchedule.schedule'),
          timeZone
            ? t('taskSchedule.inZone', { schedule: expression, zone: timeZone })
            : expression,
        ],
        ...(state === 'Suspended'
          ? []
          : [
              [
                t('taskSchedule.next'),
                <NextRun
                  key="next"
                  expression={expression}
                  timeZone={timeZone}
                  lastRunAt={lastRunAt}
                />,
              ] as const,
            ]),
        [t('taskSchedule.last'), ago(lastRunAt)],
        [t('taskSchedule.lastSuccess'), ago(lastSuccessAt)],
        ...(schedule.requestedRun
          ? [
              [
                t('taskSchedule.requested'),
                <RequestedRun key="run" run={schedule.requestedRun} />,
              ] as const,
            ]
          : []),
      ]}
    />
  );
}

/** The zone of a CronJob that names none, unless its cluster has another one. */
const defaultZone = 'UTC';

function NextRun(props: {
  expression: string;
  timeZone?: string;
  /** The next run is computed again after each run. */
  lastRunAt?: string;
}) {
  const { expression, timeZone = defaultZone, lastRunAt } = props;
  const { t } = useTexts();
  const locale = useLocale();
  const next = useMemo(
    () =>
      scheduleProblem(expression)
        ? undefined
        : nextRuns(expression, {
            timeZone,
            count: 1,
            after: new Date(
              Math.max(Date.now(), Date.parse(lastRunAt ?? '') || 0),
            ),
          })?.[0],
    [expression, timeZone, lastRunAt],
  );
  return next ? (
    <time dateTime={next.toISOString()}>
      {formatExact(next.getTime(), locale)}
    </time>
  ) : (
    <>{t('taskSchedule.interval')}</>
  );
}

function RequestedRun(props: {
  run: NonNullable<TaskSchedule['requestedRun']>;
}) {
  const { phase, job = '', message, at } = props.run;
  const { t } = useTexts();
  return (
    <>
      {phase === 'Started'
        ? t('taskSchedule.phase.Started', { job })
        : t(`taskSchedule.phase.${phase}`)}
      {', '}
      <RelativeTime at={at} as="ago" />
      {message && <span>: {message}</span>}
    </>
  );
}
