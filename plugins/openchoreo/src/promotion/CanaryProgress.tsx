import {
  isPromotionComplete,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Elapsed } from '../time';
import { useTexts } from '../useTexts';
import styles from './promotion.module.css';

/** The share of the requests that the new release receives during a canary rollout. */
export function CanaryProgress(props: { promotion: PromotionView }) {
  const { canary } = props.promotion;
  const { t } = useTexts();
  if (!canary || isPromotionComplete(props.promotion)) return null;
  const { step, weight, since } = canary;
  return (
    <div className={styles.canary}>
      <div
        className={styles.meter}
        role="meter"
        aria-label={t('canary.label')}
        aria-valuenow={weight}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={t('canary.weight', { weight: String(weight) })}
      >
        <span style={{ inlineSize: `${weight}%` }} />
      </div>
      <span>{t('canary.weight', { weight: String(weight) })}</span>
      <span className={styles.secondary}>
        {t('canary.step', {
          step: String(step + 1),
          time: <Elapsed from={since} />,
        })}
      </span>
    </div>
  );
}
