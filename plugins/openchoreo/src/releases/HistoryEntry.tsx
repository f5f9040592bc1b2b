import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightSLine } from '@remixicon/react';
import type { PromotionRecord } from '@promenade/backstage-plugin-openchoreo-common';
import { PromotionDetails } from '../promotion';
import { PhaseBadge } from '../state/PhaseBadge';
import { MessageText, PersonName, releaseText } from '../text';
import { formatExact, RelativeTime, useLocale } from '../time';
import { openChoreoTranslationRef } from '../translation';
import styles from './releases.module.css';

/** A promotion in one line. It opens to its steps, gates and decisions, and its transitions: who, when, why. */
export function HistoryEntry(props: {
  promotion: PromotionRecord;
  labelOf: (environment: string) => string;
}) {
  const { promotion, labelOf } = props;
  const { type, from, to, release, phase, requestedBy } = promotion;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const names = {
    release: release ? releaseText(release) : t('promotion.anyRelease'),
    from: labelOf(from),
    to: labelOf(to),
  };
  return (
    <details
      className={styles.entry}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <RiArrowRightSLine
          size={16}
          aria-hidden="true"
          className={styles.arrow}
        />
        <span className={styles.entryTitle}>
          <span className={styles.entryRelease}>
            {type === 'RollBack'
              ? t('history.rollBack', names)
              : t('history.promotion', names)}
          </span>
          {release && <code className={styles.hash}>{release.short}</code>}
        </span>
        <PhaseBadge phase={phase} />
        <span className={styles.entryPerson}>
          {requestedBy && <PersonName entityRef={requestedBy} />}
        </span>
        <span className={styles.entryTime}>
          <RelativeTime
            at={promotion.completedAt ?? promotion.startedAt}
            as="ago"
          />
        </span>
      </summary>
      {isOpen && (
        <div className={styles.entryDetails}>
          <PromotionDetails promotion={promotion} />
          <Transitions promotion={promotion} />
        </div>
      )}
    </details>
  );
}

function Transitions(props: { promotion: PromotionRecord }) {
  const { transitions } = props.promotion;
  const { t } = useTranslationRef(openChoreoTranslationRef);
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
