import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { openChoreoTranslationRef } from '../translation';
import styles from './releases.module.css';

/** Placeholder rows of about the size of a table. */
export function ReleasesSkeleton() {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <div className={styles.loading}>
      <VisuallyHidden role="status">{t('releases.loading')}</VisuallyHidden>
      <Skeleton width="30%" height={24} aria-hidden="true" />
      {[1, 2, 3, 4].map(row => (
        <Skeleton key={row} height={40} aria-hidden="true" />
      ))}
    </div>
  );
}
