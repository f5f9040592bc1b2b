import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  type ApprovalList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { approvalChanges } from './approvalChanges';
import {
  useReloadWhileVisible,
  useRequest,
  type RequestState,
} from '../useRequest';

/** The control plane changes the phase of a promotion within this time after a decision. */
const controlPlaneDelayMs = 2_000;

/**
 * The promotions that await approval. They are requested again at each interval while the page is visible, and after
 * each decision of the user.
 */
export function useApprovals(
  pollIntervalMs: number,
): RequestState<ApprovalList> {
  const api = useApi(openChoreoApiRef);
  const state = useRequest(
    useCallback(
      (signal: AbortSignal) => api.request(reads.listApprovals, {}, { signal }),
      [api],
    ),
  );
  const { reload } = state;
  useReloadWhileVisible(reload, pollIntervalMs);
  useReloadOnDecision(reload);
  return state;
}

/** Calls `reload` after each decision of the user about a promotion: at once, and when the control plane has acted on it. */
export function useReloadOnDecision(reload: () => void): void {
  useEffect(() => {
    let delayed: ReturnType<typeof setTimeout> | undefined;
    const reloadNowAndLater = () => {
      reload();
      clearTimeout(delayed);
      delayed = setTimeout(reload, controlPlaneDelayMs);
    };
    approvalChanges.addEventListener('change', reloadNowAndLater);
    return () => {
      clearTimeout(delayed);
      approvalChanges.removeEventListener('change', reloadNowAndLater);
    };
  }, [reload]);
}
