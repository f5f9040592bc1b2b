import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  type ComponentRef,
  type OpenChoreoApi,
  type PromotionPlan,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useRequest, useStable, type RequestState } from '../useRequest';

/** What a plan is about: a promotion that nobody has requested yet, one that was requested, or a rollback. */
export type PlanSubject =
  | { type: 'promotion'; from: string; to: string }
  | { type: 'requestedPromotion'; name: string }
  | {
      type: 'rollback';
      environment: string;
      artifact: string;
      /** Name of the promotion that brought the revision. */
      revisionOf?: string;
    };

/** The plan of a change of an environment. */
export function usePlan(
  ref: ComponentRef,
  subject: PlanSubject,
): RequestState<PromotionPlan> {
  const api = useApi(openChoreoApiRef);
  const component = useStable(ref);
  const about = useStable(subject);
  return useRequest(
    useCallback(
      (signal: AbortSignal) => requestPlan(api, component, about, signal),
      [api, component, about],
    ),
  );
}

/** Requests the plan of a change of an environment. */
export function requestPlan(
  api: OpenChoreoApi,
  component: ComponentRef,
  subject: PlanSubject,
  signal: AbortSignal,
): Promise<PromotionPlan> {
  switch (subject.type) {
    case 'promotion':
      return api.request(
        reads.getPromotionPlan,
        { ...component, from: subject.from, to: subject.to },
        { signal },
      );
    case 'requestedPromotion':
      return api.request(
        reads.getRequestedPromotionPlan,
        { ...component, name: subject.name },
        { signal },
      );
    default:
      return api.request(
        reads.getRollbackPlan,
        {
          ...component,
          environment: subject.environment,
          artifact: subject.artifact,
          revisionOf: subject.revisionOf,
        },
        { signal },
      );
  }
}
