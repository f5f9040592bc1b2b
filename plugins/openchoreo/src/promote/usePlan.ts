import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ComponentRef,
  PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';

export interface PlanState {
  plan?: PromotionPlan;
  error?: Error;
  loading: boolean;
  /** Asks anew; what was known stays until the answer is here. */
  reload: () => void;
}

/** What a promotion would change. */
export function usePlan(
  ref: ComponentRef,
  from: string,
  to: string,
): PlanState {
  const api = useApi(openChoreoApiRef);
  const { organization, project, component } = ref;
  const [asked, setAsked] = useState(0);
  const [state, setState] = useState<Omit<PlanState, 'reload'>>({
    loading: true,
  });
  useEffect(() => {
    const { signal, abort } = abortable();
    setState(({ plan }) => ({ plan, loading: true }));
    api
      .plan({ organization, project, component }, { from, to }, { signal })
      .then(
        plan => !signal.aborted && setState({ plan, loading: false }),
        (error: Error) =>
          !signal.aborted &&
          setState(({ plan }) => ({ plan, error, loading: false })),
      );
    return abort;
  }, [api, organization, project, component, from, to, asked]);
  const reload = useCallback(() => setAsked(count => count + 1), []);
  return { ...state, reload };
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
