import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import { imageLabel } from '../text';
import { openChoreoTranslationRef } from '../translation';
import { PlanChanges } from './PlanChanges';
import styles from './promote.module.css';

/** A promotion plan: source, target and release, then blockers and warnings, then changes. */
export function PlanView(props: {
  plan: PromotionPlan;
  labelOf: (environment: string) => string;
}) {
  const { plan, labelOf } = props;
  const { release, replaces } = plan;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const environment = labelOf(plan.to);
  const noChangesText =
    release?.hash === replaces?.hash
      ? t('plan.noChanges', { environment })
      : t('plan.releaseOnly');
  return (
    <>
      {release && (
        <div className={styles.summary}>
          <p className={styles.route}>
            {labelOf(plan.from)}
            <RiArrowRightLine size={16} role="img" aria-label={t('plan.to')} />
            {environment}
          </p>
          <p className={styles.release}>
            <code className={styles.hash}>{release.short}</code>
            <span>{release.images.map(imageLabel).join(', ')}</span>
          </p>
          <Text variant="body-small" color="secondary">
            {replaces
              ? t('plan.replaces', { release: replaces.short })
              : t('plan.firstRelease')}
          </Text>
        </div>
      )}
      {plan.blockers.map(blocker => (
        <Alert
          key={blocker.reason + blocker.message}
          status="warning"
          icon
          title={t('plan.blocked')}
          description={blocker.message}
        />
      ))}
      {plan.warnings.map(({ reason, message }) => (
        <Alert
          key={reason + message}
          status="warning"
          icon
          title={t('plan.warning')}
          description={message}
        />
      ))}
      {plan.requiresApproval && (
        <Alert status="info" icon description={t('plan.approval')} />
      )}
      <section className={styles.plan}>
        <Text as="h3" variant="body-medium" weight="bold">
          {t('plan.changes', { environment })}
        </Text>
        {plan.changes.length === 0 ? (
          <Text color="secondary">{noChangesText}</Text>
        ) : (
          <PlanChanges changes={plan.changes} />
        )}
      </section>
    </>
  );
}
