import { useState } from 'react';
import { RiArrowRightSLine } from '@remixicon/react';
import type { PromotionRecord } from '@promenade/backstage-plugin-openchoreo-common';
import { PromotionDetails } from '../promotion';
import { PromotionLink } from '../promotion/PromotionLink';
import { PhaseBadge } from '../state/PhaseBadge';
import { PersonName, releaseText } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { Transitions } from './Transitions';
import styles from './releases.module.css';

/** A promotion in one line. It opens to its steps, gates and decisions, and its transitions: who, when, why. */
export function HistoryEntry(props: {
  promotion: PromotionRecord;
  labelOf: (environment: string) => string;
}) {
  const { promotion, labelOf } = props;
  const { type, from, to, release, phase, requestedBy } = promotion;
  const { t } = useTexts();
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
          <PromotionLink
            organization={promotion.component.organization}
            name={promotion.name}
          >
            {t('promotionPage.open')}
          </PromotionLink>
        </div>
      )}
    </details>
  );
}
