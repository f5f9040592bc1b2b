import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { openChoreoTranslationRef } from '../translation';
import { useApprovals } from './useApprovals';
import styles from './approvals.module.css';

const pollIntervalMs = 60_000;

/**
 * The number of promotions that wait for an approval of the caller, for the navigation of an app. Nothing while there are none,
 * or while the number is not known.
 *
 * @public
 */
export function ApprovalCount() {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { value } = useApprovals(pollIntervalMs);
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
