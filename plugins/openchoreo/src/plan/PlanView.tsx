import { Alert, Text } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import { imageLabel, imageTag, PersonName } from '../text';
import { useTexts } from '../useTexts';
import { GateList } from './GateList';
import { PlanChanges } from './PlanChanges';
import styles from './plan.module.css';

/** A plan: source, target and release, then blockers and warnings, then changes, gates and approvals. */
export function PlanView(props: {
  plan: PromotionPlan;
  labelOf: (environment: string) => string;
  /** Whether the gates and approvals are still to come. Otherwise their results are shown elsewhere. */
  isProspective: boolean;
}) {
  const { plan, labelOf, isProspective } = props;
  const { release, replaces } = plan;
  const { t } = useTexts();
  const environment = labelOf(plan.to);
  const noChangesText =
    release?.hash === replaces?.hash
      ? t('plan.noChanges', { environment })
      : t('plan.releaseOnly');
  return (
    <>
      <PlanSummary plan={plan} labelOf={labelOf} />
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
      {isProspective && plan.requiresApproval && (
        <Alert
          status="info"
          icon
          description={<ApprovalNotice plan={plan} />}
        />
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
      {isProspective && plan.gates.length > 0 && (
        <section className={styles.plan}>
          <Text as="h3" variant="body-medium" weight="bold">
            {t('gate.list')}
          </Text>
          <GateList gates={plan.gates} />
        </section>
      )}
    </>
  );
}

/** Source and target, the release, and the release that it replaces. */
function PlanSummary(props: {
  plan: PromotionPlan;
  labelOf: (environment: string) => string;
}) {
  const { plan, labelOf } = props;
  const { from, to, release, replaces } = plan;
  const { t } = useTexts();
  if (!release) return null;
  const [image] = release.images;
  const version =
    release.images.length === 1 && image ? imageTag(image) : undefined;
  return (
    <div className={styles.summary}>
      <p className={styles.route}>
        {labelOf(from)}
        {from !== to && (
          <>
            <RiArrowRightLine size={16} role="img" aria-label={t('plan.to')} />
            {labelOf(to)}
          </>
        )}
      </p>
      <p className={styles.release}>
        {version && <span className={styles.version}>{version}</span>}
        <code className={styles.hash}>{release.short}</code>
        <span className={styles.images}>
          {release.images.map(imageLabel).join(', ')}
        </span>
      </p>
      <Text variant="body-small" color="secondary">
        {replaces
          ? t('plan.replaces', { release: replaces.short })
          : t('plan.firstRelease')}
      </Text>
    </div>
  );
}

function ApprovalNotice(props: { plan: PromotionPlan }) {
  const { requiredApproval } = props.plan;
  const { t } = useTexts();
  if (!requiredApproval) return <>{t('plan.approval')}</>;
  const { count, users = [], groups = [] } = requiredApproval;
  return (
    <>
      {t('plan.approvals', { count })}{' '}
      {[...groups, ...users].map((entityRef, index) => (
        <span key={entityRef}>
          {index === 0 ? t('plan.approvers') : ', '}
          <PersonName entityRef={entityRef} />
        </span>
      ))}
    </>
  );
}
