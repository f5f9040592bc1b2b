import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  type ApprovalList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useRequest, type RequestState } from '../useRequest';

const pollIntervalMs = 15_000;

/** The promotions that await approval. They are requested again every few seconds while the page is visible. */
export function useApprovals(): RequestState<ApprovalList> {
  const api = useApi(openChoreoApiRef);
  const state = useRequest(
    useCallback(
      (signal: AbortSignal) => api.request(reads.listApprovals, {}, { signal }),
      [api],
    ),
  );
  const { reload } = state;
  useEffect(() => {
    const reloadIfVisible = () =>
      document.visibilityState === 'visible' && reload();
    const timer = setInterval(reloadIfVisible, pollIntervalMs);
    document.addEventListener('visibilitychange', reloadIfVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', reloadIfVisible);
    };
  }, [reload]);
  return state;
}
