import type { ReactNode } from 'react';
import {
  RiArrowRightSLine,
  RiCheckLine,
  RiCircleLine,
  RiCloseLine,
  RiPauseLine,
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
import { GateList } from '../plan';
import { MessageText } from '../text';
import { Elapsed, RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { Approvals } from './Approvals';
import { CanaryProgress } from './CanaryProgress';
import { stepsWithGates, type StepWithGates } from './promotionSteps';
import { Requester } from './Requester';
import { usePromotionTitle } from './usePromotionTitle';
import styles from './promotion.module.css';

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
 * A promotion on the card of its target: its steps with their duration, the gates, the approvals, and, if a step stopped, the
 * reason.
 *
 * A promotion that has ended and does not affect the environment any more is collapsed to its title.
 */
export function PromotionPanel(props: {
  promotion: PromotionView;
  isCollapsed: boolean;
  labelOf: (environment: string) => string;
  /** A link to the page of the promotion. */
  link?: ReactNode;
}) {
  const { promotion, isCollapsed, labelOf, link } = props;
  const title = usePromotionTitle(labelOf)(promotion);
  return isCollapsed ? (
    <details className={styles.promotion}>
      <summary className={styles.title}>
        <RiArrowRightSLine
          size={16}
          aria-hidden="true"
          className={styles.arrow}
        />
        <span className={styles.titleText}>{title}</span>
        {promotion.completedAt && (
          <span className={styles.secondary}>
            <RelativeTime at={promotion.completedAt} as="ago" />
          </span>
        )}
      </summary>
      <PromotionDetails promotion={promotion} />
      {link}
    </details>
  ) : (
    <section className={styles.promotion} aria-label={title}>
      <p className={styles.title}>{title}</p>
      <PromotionDetails promotion={promotion} />
      {link}
    </section>
  );
}

/** Who requested a promotion and why, and its steps. */
export function PromotionDetails(props: { promotion: PromotionView }) {
  const { promotion } = props;
  const { message, steps } = promotion;
  const isMessageInSteps = steps.some(
    step => step.message && step.message === message,
  );
  return (
    <div className={styles.content}>
      <Requester promotion={promotion} />
      <ol className={styles.steps}>
        {stepsWithGates(promotion).map(({ step, gates }, index) => (
          <Step key={index} step={step} gates={gates} promotion={promotion} />
        ))}
      </ol>
      {message && !isMessageInSteps && (
        <p className={styles.message}>
          <MessageText text={message} />
        </p>
      )}
    </div>
  );
}

/** Whether the decisions, or the missing approvals and the check list, have the contents of the message of the step. */
function isMessageRedundant({
  phase,
  approvals,
  requiredApproval,
}: PromotionView): boolean {
  return phase === 'AwaitingApproval'
    ? requiredApproval !== undefined
    : approvals.length > 0 && phase !== 'Expired';
}

function Step(props: StepWithGates & { promotion: PromotionView }) {
  const { step, gates, promotion } = props;
  const { name, state, startedAt, finishedAt, message } = step;
  const { t } = useTexts();
  const isWaitingForPeople = name === 'Approval' && state === 'Running';
  const isMessageShown =
    state !== 'Skipped' &&
    !(name === 'Approval' && isMessageRedundant(promotion));
  const Icon = isWaitingForPeople ? RiPauseLine : icons[state];
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
      <div className={styles.stepDetails}>
        {message && isMessageShown && (
          <span className={styles.stepMessage}>
            <MessageText text={message} />
          </span>
        )}
        {name === 'RollOut' && <CanaryProgress promotion={promotion} />}
        {name === 'Approval' && <Approvals promotion={promotion} />}
        <GateList gates={gates} />
      </div>
    </li>
  );
}
