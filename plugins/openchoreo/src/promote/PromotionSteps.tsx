import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckLine,
  RiCircleLine,
  RiCloseLine,
  RiProgress3Line,
  RiQuestionMark,
  RiSubtractLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { VisuallyHidden } from '@backstage/ui';
import type {
  PromotionStep,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { MessageText, PersonName } from '../text';
import { Elapsed, RelativeTime } from '../time';
import { openChoreoTranslationRef } from '../translation';
import styles from './steps.module.css';

const icons: Readonly<Record<PromotionStep['state'], RemixiconComponentType>> =
  {
    Pending: RiCircleLine,
    Running: RiProgress3Line,
    Succeeded: RiCheckLine,
    Failed: RiCloseLine,
    Skipped: RiSubtractLine,
    Unknown: RiQuestionMark,
  };

/**
 * The steps of a promotion to this environment, with their duration and, if a step stopped, the reason.
 *
 * A failed promotion that does not affect the environment any more is collapsed to its title.
 */
export function PromotionSteps(props: {
  promotion: PromotionView;
  isCollapsed: boolean;
  labelOf: (environment: string) => string;
}) {
  const { promotion, isCollapsed, labelOf } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { from, phase, release, completedAt } = promotion;
  const environment = labelOf(from);
  const isFailed = phase === 'Failed';
  const title = release
    ? t(isFailed ? 'promotion.failedRelease' : 'promotion.titleRelease', {
        release: release.short,
        environment,
      })
    : t(isFailed ? 'promotion.failed' : 'promotion.title', { environment });
  return isCollapsed ? (
    <details className={styles.promotion}>
      <summary className={styles.title}>
        {title}
        {completedAt && (
          <span className={styles.secondary}>
            <RelativeTime at={completedAt} />
          </span>
        )}
      </summary>
      <PromotionDetails promotion={promotion} />
    </details>
  ) : (
    <section className={styles.promotion}>
      <p className={styles.title}>{title}</p>
      <PromotionDetails promotion={promotion} />
    </section>
  );
}

function PromotionDetails(props: { promotion: PromotionView }) {
  const { message, requestedBy, steps } = props.promotion;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const isMessageInSteps = steps.some(
    step => step.message && step.message === message,
  );
  return (
    <>
      {requestedBy && (
        <span className={styles.secondary}>
          {t('promotion.by', {
            person: <PersonName entityRef={requestedBy} />,
          })}
        </span>
      )}
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <Step key={index} step={step} />
        ))}
      </ol>
      {message && !isMessageInSteps && (
        <p className={styles.message}>
          <MessageText text={message} />
        </p>
      )}
    </>
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
      {message && state !== 'Skipped' && (
        <span className={styles.stepMessage}>
          <MessageText text={message} />
        </span>
      )}
    </li>
  );
}
