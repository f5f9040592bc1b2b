import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { PromotionLink } from '../promotion/PromotionLink';
import { releasesRouteRef } from '../routes';
import { PhaseBadge } from '../state/PhaseBadge';
import { PersonName, releaseText } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { boardLabels } from './environmentLabel';
import styles from './board.module.css';

/** The promotion that ended last, in one line, with a link to the history. */
export function LastPromotion(props: { board: DeployBoard }) {
  const { lastPromotion: last } = props.board;
  const { t } = useTexts();
  const releasesPath = useRouteRef(releasesRouteRef)?.();
  if (!last) return null;
  const labelOf = boardLabels(props.board);
  const names = {
    release: last.release
      ? releaseText(last.release)
      : t('promotion.anyRelease'),
    from: labelOf(last.from),
    to: labelOf(last.to),
  };
  return (
    <section className={styles.last} aria-label={t('last.label')}>
      <PhaseBadge phase={last.phase} />
      <span>
        {last.type === 'RollBack'
          ? t('last.rollBack', names)
          : t('last.promotion', names)}
      </span>
      {last.requestedBy && (
        <span className={styles.lastSecondary}>
          {t('last.by', {
            person: <PersonName entityRef={last.requestedBy} />,
          })}
        </span>
      )}
      <span className={styles.lastSecondary}>
        <RelativeTime at={last.completedAt ?? last.startedAt} as="ago" />
      </span>
      <PromotionLink
        organization={props.board.component.organization}
        name={last.name}
      >
        {t('promotionPage.open')}
      </PromotionLink>
      {releasesPath && (
        <Link href={releasesPath} standalone className={styles.lastLink}>
          {t('last.history')}
        </Link>
      )}
    </section>
  );
}
