import { useId, useState } from 'react';
import { Text } from '@backstage/ui';
import type { PendingApproval } from '@promenade/backstage-plugin-openchoreo-common';
import { ReviewDialog } from '../promotion';
import { ApprovalItem } from './ApprovalItem';
import styles from './approvals.module.css';

/** Promotions that await approval, in groups, and the dialog in which one is reviewed. A group without any is not shown. */
export function ReviewableApprovals(props: {
  groups: readonly { title: string; approvals: readonly PendingApproval[] }[];
}) {
  const { groups } = props;
  const [reviewing, setReviewing] = useState<PendingApproval>();
  const approvals = groups.flatMap(group => group.approvals);
  return (
    <>
      {groups.map(group => (
        <ApprovalGroup key={group.title} {...group} onReview={setReviewing} />
      ))}
      {reviewing && (
        <ReviewDialog
          component={reviewing.component}
          componentLabel={reviewing.component.component}
          promotion={latestOf(reviewing, approvals).promotion}
          {...decidability(latestOf(reviewing, approvals))}
          labelOf={environment => environment}
          onClose={() => setReviewing(undefined)}
        />
      )}
    </>
  );
}

/** A pending approval as it was listed last, or as it was when the dialog was opened. */
function latestOf(
  opened: PendingApproval,
  approvals: readonly PendingApproval[],
): PendingApproval {
  return approvals.find(each => isSame(each, opened)) ?? opened;
}

function isSame(a: PendingApproval, b: PendingApproval): boolean {
  return (
    a.component.organization === b.component.organization &&
    a.promotion.name === b.promotion.name
  );
}

/** Who can approve a promotion can also reject it. */
function decidability({ canApprove, reason }: PendingApproval) {
  const decidable = { enabled: canApprove, reason };
  return { approve: decidable, reject: decidable };
}

function ApprovalGroup(props: {
  title: string;
  approvals: readonly PendingApproval[];
  onReview: (approval: PendingApproval) => void;
}) {
  const { title, approvals, onReview } = props;
  const headingId = useId();
  if (approvals.length === 0) return null;
  return (
    <section className={styles.group} aria-labelledby={headingId}>
      <Text as="h2" id={headingId} variant="title-x-small" weight="bold">
        {title}
      </Text>
      <ul className={styles.items}>
        {approvals.map(approval => (
          <li
            key={`${approval.component.organization}/${approval.promotion.name}`}
          >
            <ApprovalItem
              approval={approval}
              onReview={() => onReview(approval)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
