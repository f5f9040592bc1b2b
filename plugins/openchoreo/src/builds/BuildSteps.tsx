import { useId, useState } from 'react';
import type {
  BuildRun,
  ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { LogPanel } from '../runtime/LogPanel';
import { useTexts } from '../useTexts';
import { StepTable } from './StepTable';
import styles from './builds.module.css';

/** The steps of a build, and the log of the one that the user chooses. */
export function BuildSteps(props: {
  component: ComponentRef;
  build: BuildRun;
}) {
  const { component, build } = props;
  const { t } = useTexts();
  const [chosen, setChosen] = useState<string>();
  const logId = useId();
  const step = build.steps.find(({ name }) => name === chosen);
  const label = t('builds.logOf', { step: chosen ?? '', build: build.name });
  return (
    <>
      <StepTable
        steps={build.steps}
        build={build.name}
        logs={
          build.hasLogs
            ? { id: logId, shown: step?.name, onShow: setChosen }
            : undefined
        }
      />
      {step && (
        <section id={logId} className={styles.log} aria-label={label}>
          <LogPanel
            key={step.name}
            log={{ ...component, build: build.name, step: step.name }}
            // A step that is retried has another pod.
            run={step.startedAt}
            label={label}
            failedAt={step.state === 'Failed' ? step.finishedAt : undefined}
            texts={{
              ended: t('builds.stepEnded'),
              empty: t('builds.stepEmpty'),
            }}
          />
        </section>
      )}
    </>
  );
}
