import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  type ComponentRef,
  type PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';

export interface PlanState {
  plan?: PromotionPlan;
  error?: Error;
  loading: boolean;
  /** Loads the plan again. The current plan stays until the response arrives. */
  reload: () => void;
}

/** The plan of a promotion. */
export function usePlan(
  ref: ComponentRef,
  from: string,
  to: string,
): PlanState {
  const api = useApi(openChoreoApiRef);
  const { organization, project, component } = ref;
  const [requestCount, setRequestCount] = useState(0);
  const [state, setState] = useState<Omit<PlanState, 'reload'>>({
    loading: true,
  });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setState(({ plan }) => ({ plan, loading: true }));
    api
      .request(
        reads.getPromotionPlan,
        { organization, project, component, from, to },
        { signal },
      )
      .then(
        plan => !signal.aborted && setState({ plan, loading: false }),
        (error: Error) =>
          !signal.aborted &&
          setState(({ plan }) => ({ plan, error, loading: false })),
      );
    return () => controller.abort();
  }, [api, organization, project, component, from, to, requestCount]);
  const reload = useCallback(() => setRequestCount(count => count + 1), []);
  return { ...state, reload };
}
