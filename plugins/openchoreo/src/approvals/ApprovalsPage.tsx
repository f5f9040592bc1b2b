import { useId, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import type { PendingApproval } from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { ReviewDialog } from '../promotion';
import { ErrorAlert, errorMessage } from '../text';
import { openChoreoTranslationRef } from '../translation';
import { ApprovalItem } from './ApprovalItem';
import { useApprovals } from './useApprovals';
import styles from './approvals.module.css';

const pollIntervalMs = 15_000;

/** The inbox of promotions that await approval: first those that the caller can approve, then the others. */
export function ApprovalsPage() {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { value, error, reload } = useApprovals(pollIntervalMs);
  const [reviewing, setReviewing] = useState<PendingApproval>();
  const approvals = value?.approvals;
  return (
    <Container>
      <div className={styles.page}>
        {error && (
          <ErrorAlert
            title={t('approvals.failed')}
            text={errorMessage(error)}
            action={{ label: t('plan.retry'), onPress: reload }}
          />
        )}
        {!approvals && !error && <ApprovalsSkeleton />}
        {approvals && approvals.length === 0 && (
          <EmptyState
            title={t('approvals.emptyTitle')}
            text={t('approvals.emptyText')}
          />
        )}
        {approvals && (
          <>
            <ApprovalGroup
              title={t('approvals.mine')}
              approvals={approvals.filter(({ canApprove }) => canApprove)}
              onReview={setReviewing}
            />
            <ApprovalGroup
              title={t('approvals.others')}
              approvals={approvals.filter(({ canApprove }) => !canApprove)}
              onReview={setReviewing}
            />
          </>
        )}
        {reviewing && (
          <ReviewDialog
            component={reviewing.component}
            componentLabel={reviewing.component.component}
            promotion={latestOf(reviewing, approvals ?? []).promotion}
            {...decidability(latestOf(reviewing, approvals ?? []))}
            labelOf={environment => environment}
            onClose={() => setReviewing(undefined)}
          />
        )}
      </div>
    </Container>
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

function ApprovalsSkeleton() {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <div className={styles.group}>
      <VisuallyHidden role="status">{t('approvals.loading')}</VisuallyHidden>
      <Skeleton width={160} height={24} aria-hidden="true" />
      <Skeleton width="100%" height={112} aria-hidden="true" />
      <Skeleton width="100%" height={112} aria-hidden="true" />
    </div>
  );
}
