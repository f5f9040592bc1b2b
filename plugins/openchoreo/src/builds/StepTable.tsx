import { Button, Link } from '@backstage/ui';
import {
  RiCheckLine,
  RiCloseLine,
  RiPauseLine,
  RiProgress3Line,
  RiQuestionMark,
  RiSkipForwardLine,
} from '@remixicon/react';
import type { BuildStep } from '@promenade/backstage-plugin-openchoreo-common';
import { isBrowsable } from '../board/address';
import { DataTable } from '../catalog/DataTable';
import { EmptyText } from '../catalog/Overview';
import { Badge, type Appearance } from '../state/Badge';
import { MessageText } from '../text';
import { Elapsed } from '../time';
import { useTexts } from '../useTexts';
import styles from './builds.module.css';

const skipped: Appearance = { color: 'neutral', Icon: RiSkipForwardLine };
const failed: Appearance = { color: 'negative', Icon: RiCloseLine };

const appearances: Readonly<Record<BuildStep['state'], Appearance>> = {
  Pending: { color: 'neutral', Icon: RiPauseLine },
  Running: { color: 'announcement', Icon: RiProgress3Line },
  Succeeded: { color: 'positive', Icon: RiCheckLine },
  Failed: failed,
  Error: failed,
  Skipped: skipped,
  Omitted: skipped,
  Unknown: { color: 'neutral', Icon: RiQuestionMark },
};

/** How the logs of steps are shown. */
interface StepLogs {
  /** Id of the element with the log. */
  id: string;
  /** The step whose log is shown. */
  shown?: string;
  /** @param step - undefined to hide the log */
  onShow: (step: string | undefined) => void;
}

/** The steps of a build: state, time that each took, and a way to its log. */
export function StepTable(props: {
  steps: readonly BuildStep[];
  /** Name of the build. */
  build: string;
  /** Undefined where logs cannot be read. */
  logs?: StepLogs;
}) {
  const { steps, build, logs } = props;
  const { t } = useTexts();
  if (steps.length === 0) {
    return <EmptyText>{t('builds.noSteps')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('builds.steps', { build })}
      columns={[
        { id: 'step', label: t('builds.step') },
        { id: 'state', label: t('builds.state') },
        { id: 'time', label: t('builds.duration') },
        { id: 'log', label: t('builds.log') },
      ]}
      rows={steps.map(step => ({
        id: step.name,
        cells: [
          <span key="name">{step.name}</span>,
          <span key="state" className={styles.step}>
            <Badge appearance={appearances[step.state]}>
              {t(`builds.stepState.${step.state}`)}
            </Badge>
            {step.message && step.state !== 'Succeeded' && (
              <span className={styles.secondary}>
                <MessageText text={step.message} />
              </span>
            )}
          </span>,
          step.startedAt && (
            <Elapsed key="time" from={step.startedAt} to={step.finishedAt} />
          ),
          <span key="log" className={styles.logLinks}>
            {logs && step.startedAt && (
              <LogButton step={step.name} logs={logs} />
            )}
            {step.logUrl && isBrowsable(step.logUrl) && (
              <Link
                href={step.logUrl}
                aria-label={t('builds.openLogOf', { step: step.name })}
              >
                {t('builds.openLog')}
              </Link>
            )}
          </span>,
        ],
      }))}
    />
  );
}

function LogButton(props: { step: string; logs: StepLogs }) {
  const { step, logs } = props;
  const { t } = useTexts();
  const isShown = logs.shown === step;
  return (
    <Button
      size="small"
      variant="secondary"
      aria-expanded={isShown}
      aria-controls={isShown ? logs.id : undefined}
      aria-label={t(isShown ? 'builds.hideLogOf' : 'builds.showLogOf', {
        step,
      })}
      onPress={() => logs.onShow(isShown ? undefined : step)}
    >
      {t(isShown ? 'builds.hideLog' : 'builds.showLog')}
    </Button>
  );
}
