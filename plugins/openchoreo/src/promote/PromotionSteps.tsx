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

const icons: Readonly<Record<PromotionStep['state'], RemixiconComponentType>> =
  {
    Pending: RiCircleLine,
    Running: RiProgress3Line,
    Succeeded: RiCheckLine,
    Failed: RiCloseLine,
    Skipped: RiSubtractLine,
  };

/** The steps of a promotion to this environment, with their duration and, if a step stopped, the reason. */
export function PromotionSteps(props: {
  promotion: PromotionView;
  labelOf: (environment: string) => string;
}) {
  const { promotion, labelOf } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const environment = labelOf(promotion.from);
  const isMessageInSteps = promotion.steps.some(
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
      {promotion.message && !isMessageInSteps && (
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
  const Icon = icons[state];
  return (
    <li
      className={styles.step}
      data-state={state}
      aria-current={state === 'Running' ? 'step' : undefined}
    >
      <Icon size={14} aria-hidden="true" className={styles.icon} />
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
      {message && <span className={styles.stepMessage}>{message}</span>}
    </li>
  );
}
