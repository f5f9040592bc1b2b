import { Container, Skeleton, VisuallyHidden } from '@backstage/ui';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { LiveIndicator, useLiveRead } from '../live';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { ReviewableApprovals } from './ReviewableApprovals';
import styles from './approvals.module.css';

/** The inbox of promotions that await approval: first those that the caller can approve, then the others. */
export function ApprovalsPage() {
  const { t } = useTexts();
  const { value, error, reconnect, ...live } = useLiveRead(
    reads.listApprovals,
    {},
  );
  const approvals = value?.approvals;
  return (
    <Container>
      <div className={styles.page}>
        {error && (
          <ErrorAlert
            title={t('approvals.failed')}
            text={errorMessage(error)}
            action={{ label: t('plan.retry'), onPress: reconnect }}
          />
        )}
        {approvals && <LiveIndicator {...live} onReconnect={reconnect} />}
        {!approvals && !error && <ApprovalsSkeleton />}
        {approvals && approvals.length === 0 && (
          <EmptyState
            title={t('approvals.emptyTitle')}
            text={t('approvals.emptyText')}
          />
        )}
        {approvals && (
          <ReviewableApprovals
            groups={[
              {
                title: t('approvals.mine'),
                approvals: approvals.filter(({ canApprove }) => canApprove),
              },
              {
                title: t('approvals.others'),
                approvals: approvals.filter(({ canApprove }) => !canApprove),
              },
            ]}
          />
        )}
      </div>
    </Container>
  );
}

function ApprovalsSkeleton() {
  const { t } = useTexts();
  return (
    <div className={styles.group}>
      <VisuallyHidden role="status">{t('approvals.loading')}</VisuallyHidden>
      <Skeleton width={160} height={24} aria-hidden="true" />
      <Skeleton width="100%" height={112} aria-hidden="true" />
      <Skeleton width="100%" height={112} aria-hidden="true" />
    </div>
  );
}
