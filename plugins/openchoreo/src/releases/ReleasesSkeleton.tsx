import { Box, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTexts } from '../useTexts';
import styles from './releases.module.css';

/** Placeholder rows of about the size of a table. */
export function ReleasesSkeleton() {
  const { t } = useTexts();
  return (
    <div className={styles.loading}>
      <VisuallyHidden role="status">{t('releases.loading')}</VisuallyHidden>
      <Skeleton width="30%" height={24} aria-hidden="true" />
      <Box bg="neutral" className={styles.surface} aria-hidden="true">
        {[1, 2, 3, 4].map(row => (
          <div key={row} className={styles.loadingRow}>
            <Skeleton width="100%" height={24} />
          </div>
        ))}
      </Box>
    </div>
  );
}
