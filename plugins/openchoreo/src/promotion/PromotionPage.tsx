import { useRouteRefParams } from '@backstage/frontend-plugin-api';
import { Container, Text } from '@backstage/ui';
import {
  reads,
  type DeploymentState,
  type PromotionDescription,
  type PromotionPhase,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Explanation } from '../board/Explanation';
import { EmptyText, Overview, OverviewCard } from '../catalog/Overview';
import { PlanView } from '../plan/PlanView';
import { Transitions } from '../releases/Transitions';
import { promotionRouteRef } from '../routes';
import { PhaseBadge } from '../state/PhaseBadge';
import { releaseText } from '../text';
import { useTexts } from '../useTexts';
import { EarlierPromotions } from './EarlierPromotions';
import { PromotionActions } from './PromotionActions';
import { PromotionDetails } from './PromotionPanel';
import styles from './promotionPage.module.css';

/**
 * The page of a promotion: its steps, gates and decisions, what it changes, what happens when it fails, and its history. Approve,
 * reject and cancel are here, too.
 */
export function PromotionPage() {
  const { t } = useTexts();
  const { namespace, name } = useRouteRefParams(promotionRouteRef);
  return (
    <Container>
      <div className={styles.page}>
        <Overview
          title={t('promotionPage.title')}
          read={reads.describePromotion}
          input={{ organization: namespace, name }}
        >
          {(description, live) => (
            <PromotionContent description={description} live={live} />
          )}
        </Overview>
      </div>
    </Container>
  );
}

/** The states of the target environment that are explained. In the other phases a promotion does not wait for its components. */
const explainedStates: Partial<Record<PromotionPhase, DeploymentState>> = {
  Progressing: 'Waiting',
  Verifying: 'Waiting',
  Failed: 'Failed',
};

function PromotionContent(props: {
  description: PromotionDescription;
  live: React.ReactNode;
}) {
  const { description, live } = props;
  const { component, promotion, plan } = description;
  const explainedState = explainedStates[promotion.phase];
  const { t } = useTexts();
  return (
    <>
      <OverviewCard
        title={useTitle(description)}
        headerActions={live}
        footerActions={<PromotionActions description={description} />}
      >
        <span>
          <PhaseBadge phase={promotion.phase} />
        </span>
        <PromotionDetails promotion={promotion} />
        {explainedState && (
          <Explanation
            deployment={{
              component,
              environment: promotion.to,
              state: explainedState,
              message: promotion.message,
            }}
          />
        )}
      </OverviewCard>
      <OverviewCard title={t('promotionPage.changes')}>
        {plan ? (
          <div className={styles.plan}>
            <PlanView plan={plan} labelOf={nameOf} isProspective={false} />
          </div>
        ) : (
          <EmptyText>{t('promotionPage.noPlan')}</EmptyText>
        )}
      </OverviewCard>
      <OverviewCard title={t('promotionPage.failure')}>
        <Text as="p">{useFailureText(description)}</Text>
      </OverviewCard>
      <OverviewCard title={t('promotionPage.history')}>
        {promotion.transitions.length > 0 ? (
          <Transitions promotion={promotion} />
        ) : (
          <EmptyText>{t('promotionPage.noHistory')}</EmptyText>
        )}
      </OverviewCard>
      <EarlierPromotions description={description} />
    </>
  );
}

function useTitle({ component, promotion }: PromotionDescription): string {
  const { t } = useTexts();
  const { type, release, to } = promotion;
  const names = {
    component: component.component,
    release: release ? releaseText(release) : t('promotion.anyRelease'),
    environment: to,
  };
  return type === 'RollBack'
    ? t('promotionPage.rollBack', names)
    : t('promotionPage.promote', names);
}

/** What happens, or is to be done, when the promotion fails. */
function useFailureText({
  promotion: { to, replaces },
  plan,
  rollsBackAutomatically,
}: PromotionDescription): string {
  const { t } = useTexts();
  const previous = replaces ?? plan?.replaces;
  const names = {
    environment: to,
    release: previous?.short ?? t('promotionPage.previous'),
  };
  if (plan && !previous) return t('promotionPage.first', names);
  return rollsBackAutomatically
    ? t('promotionPage.automatic', names)
    : t('promotionPage.manual', names);
}

/** The plan has the names of environments only. */
function nameOf(environment: string): string {
  return environment;
}
