import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import { MessageText, PersonName } from '../text';
import { formatExact, useLocale } from '../time';
import { useTexts } from '../useTexts';
import styles from './releases.module.css';

/** The changes of the phase of a promotion: when, who and why. */
export function Transitions(props: { promotion: PromotionView }) {
  const { transitions } = props.promotion;
  const { t } = useTexts();
  const locale = useLocale();
  if (transitions.length === 0) return null;
  return (
    <table className={styles.transitions} aria-label={t('history.transitions')}>
      <thead>
        <tr>
          <th scope="col">{t('history.when')}</th>
          <th scope="col">{t('history.phase')}</th>
          <th scope="col">{t('history.who')}</th>
          <th scope="col">{t('history.why')}</th>
        </tr>
      </thead>
      <tbody>
        {transitions.map(({ phase, at, by, message }, index) => (
          <tr key={index}>
            <td data-label={t('history.when')}>
              <time dateTime={at}>{formatExact(Date.parse(at), locale)}</time>
            </td>
            <td data-label={t('history.phase')}>
              {t(`promotion.outcome.${phase}`)}
            </td>
            <td data-label={t('history.who')}>
              {by ? <PersonName entityRef={by} /> : t('history.controlPlane')}
            </td>
            <td data-label={t('history.why')}>
              <MessageText text={message} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
