import {
  RiCheckLine,
  RiCloseLine,
  RiForbidLine,
  RiQuestionMark,
  type RemixiconComponentType,
} from '@remixicon/react';
import type {
  PromotionDecision,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { PersonName } from '../text';
import { RelativeTime, TimeLeft } from '../time';
import { useTexts } from '../useTexts';
import gateStyles from '../plan/gates.module.css';
import styles from './promotion.module.css';

const icons: Readonly<
  Record<PromotionDecision['decision'], RemixiconComponentType>
> = {
  Approved: RiCheckLine,
  Rejected: RiCloseLine,
  Cancelled: RiForbidLine,
  Unknown: RiQuestionMark,
};

/** Who has decided about a promotion, with comments, and which approvals are missing. */
export function Approvals(props: {
  promotion: Pick<PromotionView, 'approvals' | 'requiredApproval' | 'phase'>;
}) {
  const { approvals, phase } = props.promotion;
  const { t } = useTexts();
  return (
    <>
      {approvals.length > 0 && (
        <ul className={gateStyles.gates} aria-label={t('approval.decisions')}>
          {approvals.map((decision, index) => (
            <Decision key={index} decision={decision} />
          ))}
        </ul>
      )}
      {phase === 'AwaitingApproval' && (
        <MissingApprovals promotion={props.promotion} />
      )}
    </>
  );
}

function Decision(props: { decision: PromotionDecision }) {
  const { by, decision, at, comment } = props.decision;
  const { t } = useTexts();
  const Icon = icons[decision];
  return (
    <li className={gateStyles.gate} data-state={decision}>
      <Icon size={14} aria-hidden="true" className={gateStyles.icon} />
      <span className={gateStyles.gateName}>
        {t(`approval.by.${decision}`, {
          person: <PersonName entityRef={by} />,
        })}
      </span>
      <span className={gateStyles.time}>
        <RelativeTime at={at} as="ago" />
      </span>
      {comment && <q className={gateStyles.quote}>{comment}</q>}
    </li>
  );
}

/** How many approvals there are and who can give the missing ones. */
function MissingApprovals(props: {
  promotion: Pick<PromotionView, 'requiredApproval'>;
}) {
  const { requiredApproval } = props.promotion;
  const { t } = useTexts();
  if (!requiredApproval) return null;
  const { count, missing, users = [], groups = [] } = requiredApproval;
  const { expiresAt } = requiredApproval;
  const approvers = [...groups, ...users];
  return (
    <p className={styles.missing}>
      <span>
        {t('approval.progress', {
          count,
          given: String(count - missing),
        })}
      </span>
      {approvers.length > 0 && (
        <span>
          {t('approval.from', { approvers: <People refs={approvers} /> })}
        </span>
      )}
      {expiresAt && (
        <span>
          {t('approval.expires', { time: <TimeLeft until={expiresAt} /> })}
        </span>
      )}
    </p>
  );
}

function People(props: { refs: readonly string[] }) {
  return (
    <>
      {props.refs.map((entityRef, index) => (
        <span key={entityRef}>
          {index > 0 && ', '}
          <PersonName entityRef={entityRef} />
        </span>
      ))}
    </>
  );
}
