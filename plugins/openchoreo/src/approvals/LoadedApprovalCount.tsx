import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { useLiveRead } from '../live';
import { useTexts } from '../useTexts';
import styles from './approvals.module.css';

/** The number of promotions that wait for an approval of the caller. */
export function LoadedApprovalCount() {
  const { t } = useTexts();
  const { value } = useLiveRead(reads.listApprovals, {});
  const count = (value?.approvals ?? []).filter(
    ({ canApprove }) => canApprove,
  ).length;
  if (count === 0) return null;
  return (
    <span
      className={styles.count}
      role="img"
      aria-label={t('approvals.count', { count })}
    >
      {count}
    </span>
  );
}
