import { useId } from 'react';
import {
  useEntityPresentation,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Box, Button, Link } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import type { PendingApproval } from '@promenade/backstage-plugin-openchoreo-common';
import { Approvals, Requester } from '../promotion';
import { PromotionLink } from '../promotion/PromotionLink';
import { ReleaseLabel } from '../text';
import { useTexts } from '../useTexts';
import contrast from '../text/contrast.module.css';
import styles from './approvals.module.css';

/** A promotion that awaits approval: component, release, source and target, who asked and why, and what is missing. */
export function ApprovalItem(props: {
  approval: PendingApproval;
  onReview: () => void;
}) {
  const { approval, onReview } = props;
  const { component, entityRef, promotion, isProduction } = approval;
  const { type, from, to, release, replaces } = promotion;
  const { t } = useTexts();
  const headingId = useId();
  return (
    <Box
      as="article"
      bg="neutral"
      className={`${styles.item} ${contrast.surface}`}
      aria-labelledby={headingId}
    >
      <div className={styles.what}>
        <h3 id={headingId} className={styles.component}>
          {entityRef ? (
            <ComponentLink entityRef={entityRef} />
          ) : (
            component.component
          )}
        </h3>
        <p className={styles.project}>
          {t('approvals.project', { project: component.project })}
        </p>
        <p className={styles.route}>
          {type !== 'RollBack' && (
            <>
              {from}
              <RiArrowRightLine
                size={14}
                role="img"
                aria-label={t('plan.to')}
              />
            </>
          )}
          {to}
          {/* Most production environments have the name already. */}
          {isProduction && to !== 'production' && (
            <span className={styles.tag}>{t('approvals.production')}</span>
          )}
        </p>
        {release && (
          <div className={styles.release}>
            <ReleaseLabel
              version={release.version}
              short={release.short}
              hash={release.hash}
            />
            {replaces && (
              <span className={styles.secondary}>
                {t('card.replaces', { release: replaces.short })}
              </span>
            )}
          </div>
        )}
      </div>
      <div className={styles.who}>
        <Requester promotion={promotion} />
        <Approvals promotion={promotion} />
      </div>
      <div className={styles.decide}>
        <Button
          variant={approval.canApprove ? 'primary' : 'secondary'}
          aria-label={t('approvals.review', {
            component: component.component,
            environment: to,
          })}
          onPress={onReview}
        >
          {t('verb.Review')}
        </Button>
        <PromotionLink
          organization={component.organization}
          name={promotion.name}
          label={t('promotionPage.openOf', { name: promotion.name })}
        >
          {t('promotionPage.open')}
        </PromotionLink>
        {!approval.canApprove && (
          <p className={styles.secondary}>
            {approval.reason ?? t('action.notPossible')}
          </p>
        )}
      </div>
    </Box>
  );
}

function ComponentLink(props: { entityRef: string }) {
  const { entityRef } = props;
  const entityLink = useEntityRefLink();
  const { primaryTitle } = useEntityPresentation(entityRef, {
    defaultKind: 'component',
  });
  return (
    <Link href={entityLink(entityRef)} variant="body-large" weight="bold">
      {primaryTitle}
    </Link>
  );
}
