import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckLine,
  RiCircleLine,
  RiCloseLine,
  RiProgress3Line,
  RiSubtractLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { VisuallyHidden } from '@backstage/ui';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import type {
  PromotionStep,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Elapsed } from '../time';
import { openChoreoTranslationRef } from '../translation';
import styles from './steps.module.css';

const signs: Readonly<Record<PromotionStep['state'], RemixiconComponentType>> =
  {
    Pending: RiCircleLine,
    Running: RiProgress3Line,
    Succeeded: RiCheckLine,
    Failed: RiCloseLine,
    Skipped: RiSubtractLine,
  };

/** A promotion on its way to this environment, step by step: each with its time and, where it stopped, why. */
export function PromotionSteps(props: {
  promotion: PromotionView;
  labelOf: (environment: string) => string;
}) {
  const { promotion, labelOf } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const environment = labelOf(promotion.from);
  const saidByAStep = promotion.steps.some(
    step => step.message && step.message === promotion.message,
  );
  return (
    <section className={styles.promotion}>
      <p className={styles.title}>
        {promotion.release
          ? t('promotion.titleRelease', {
              release: promotion.release.short,
              environment,
            })
          : t('promotion.title', { environment })}
        {promotion.requestedBy && <Person entityRef={promotion.requestedBy} />}
      </p>
      <ol className={styles.steps}>
        {promotion.steps.map(step => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
      {promotion.message && !saidByAStep && (
        <p className={styles.message}>{promotion.message}</p>
      )}
    </section>
  );
}

function Person(props: { entityRef: string }) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { primaryTitle } = useEntityPresentation(props.entityRef);
  return (
    <span className={styles.person}>
      {t('promotion.by', { person: primaryTitle })}
    </span>
  );
}

function Step(props: { step: PromotionStep }) {
  const { name, state, startedAt, finishedAt, message } = props.step;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const Sign = signs[state];
  return (
    <li
      className={styles.step}
      data-state={state}
      aria-current={state === 'Running' ? 'step' : undefined}
    >
      <Sign size={14} aria-hidden="true" className={styles.sign} />
      <span className={styles.name}>{t(`promotion.step.${name}`)}</span>
      <span className={styles.time}>
        {state === 'Skipped' ? (
          t('promotion.stepState.Skipped')
        ) : (
          <>
            <VisuallyHidden>
              {t(`promotion.stepState.${state}`)}{' '}
            </VisuallyHidden>
            {startedAt && <Elapsed from={startedAt} to={finishedAt} />}
          </>
        )}
      </span>
      {message && <span className={styles.why}>{message}</span>}
    </li>
  );
}
