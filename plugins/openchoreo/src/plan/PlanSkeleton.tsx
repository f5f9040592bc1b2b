import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTexts } from '../useTexts';
import styles from './plan.module.css';

/** Placeholder of about the size of a plan. */
export function PlanSkeleton() {
  const { t } = useTexts();
  return (
    <>
      <VisuallyHidden role="status">{t('plan.loading')}</VisuallyHidden>
      <div className={styles.summary} aria-hidden="true">
        <Skeleton width="50%" height={20} />
        <Skeleton width="40%" height={20} />
        <Skeleton width="30%" height={16} />
      </div>
      <div className={styles.plan} aria-hidden="true">
        <Skeleton width="45%" height={20} />
        <Skeleton width="100%" height={56} />
        <Skeleton width="100%" height={56} />
      </div>
    </>
  );
}
