import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import type { RequestState } from '../useRequest';
import { PlanSkeleton } from './PlanSkeleton';
import { PlanView } from './PlanView';

/** A plan that is being loaded: a placeholder at first, an error with a retry, then the plan. */
export function LoadedPlan(props: {
  state: RequestState<PromotionPlan>;
  labelOf: (environment: string) => string;
  /** Whether the gates and approvals are still to come. */
  isProspective: boolean;
}) {
  const { state, labelOf, isProspective } = props;
  const { value: plan, error, loading, reload } = state;
  const { t } = useTexts();
  return (
    <>
      {!plan && loading && <PlanSkeleton />}
      {error && (
        <ErrorAlert
          title={t('plan.failed')}
          text={errorMessage(error)}
          action={{ label: t('plan.retry'), onPress: reload }}
        />
      )}
      {plan && (
        <PlanView plan={plan} labelOf={labelOf} isProspective={isProspective} />
      )}
    </>
  );
}
