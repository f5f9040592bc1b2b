import { Box, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTexts } from '../useTexts';
import cardStyles from './card.module.css';
import styles from './board.module.css';

/** Placeholder cards of the final size, so that the layout does not move. Three, because most pipelines have three environments. */
export function BoardSkeleton() {
  const { t } = useTexts();
  return (
    <div className={styles.page}>
      <VisuallyHidden role="status">{t('board.loading')}</VisuallyHidden>
      <div className={styles.top} aria-hidden="true">
        <Skeleton width={128} height={16} />
        <Skeleton width={56} height={16} />
      </div>
      <div className={styles.frame} aria-hidden="true">
        <div className={styles.board} data-columns={3}>
          {[1, 2, 3].map(column => (
            <div
              key={column}
              className={styles.position}
              style={{ '--column': column, '--row': 1 }}
            >
              <Box bg="neutral" className={cardStyles.card}>
                <Skeleton width="55%" height={24} />
                <Skeleton width="70%" height={24} />
                <Skeleton width="80%" height={24} />
                <Skeleton width="45%" height={16} />
                <div className={cardStyles.bottom}>
                  <Skeleton width="60%" height={32} />
                </div>
              </Box>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
