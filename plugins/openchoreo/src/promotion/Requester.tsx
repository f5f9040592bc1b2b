import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import { PersonName } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import styles from './promotion.module.css';

/** Who requested a promotion, when, and the reason that the person gave. */
export function Requester(props: { promotion: PromotionView }) {
  const { requestedBy, isRequesterVerified, reason, startedAt } =
    props.promotion;
  const { t } = useTexts();
  if (!requestedBy && !reason) return null;
  return (
    <div className={styles.requester}>
      {requestedBy && (
        <p className={styles.requestedBy}>
          <span>
            {t('promotion.by', {
              person: <PersonName entityRef={requestedBy} />,
            })}
            {!isRequesterVerified && (
              <span title={t('promotion.notVerifiedMeaning')}>
                {' '}
                {t('promotion.notVerified')}
              </span>
            )}
          </span>
          <RelativeTime at={startedAt} as="ago" />
        </p>
      )}
      {reason && <q className={styles.quote}>{reason}</q>}
    </div>
  );
}
