import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRecord } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useStable } from '../useRequest';
import {
  requestHistory,
  type HistoryFilter,
  type HistoryScope,
} from './historyRequests';

export interface HistoryState {
  /** Newest first. Undefined until the first page is loaded. */
  promotions?: readonly PromotionRecord[];
  error?: Error;
  loading: boolean;
  hasMore: boolean;
  /** Loads the next page. */
  loadMore: () => void;
  /** Loads the first page again. */
  reload: () => void;
}

/** The promotions of a scope, page by page. */
export function useHistory(
  about: HistoryScope,
  restriction: HistoryFilter,
): HistoryState {
  const api = useApi(openChoreoApiRef);
  const scope = useStable(about);
  const filter = useStable(restriction);
  const [state, setState] = useState<{
    promotions?: readonly PromotionRecord[];
    nextCursor?: string;
    error?: Error;
    loading: boolean;
  }>({ loading: true });
  const controller = useRef<AbortController>();

  const load = useCallback(
    (cursor?: string) => {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      setState(({ promotions, nextCursor }) => ({
        promotions,
        nextCursor,
        loading: true,
      }));
      requestHistory(api, scope, { ...filter, cursor }, signal).then(
        ({ promotions, nextCursor }) =>
          !signal.aborted &&
          setState(current => ({
            promotions: cursor
              ? [...(current.promotions ?? []), ...promotions]
              : promotions,
            nextCursor,
            loading: false,
          })),
        (error: Error) =>
          !signal.aborted &&
          setState(current => ({ ...current, error, loading: false })),
      );
    },
    [api, scope, filter],
  );
  useEffect(() => {
    load();
    return () => controller.current?.abort();
  }, [load]);

  const { nextCursor, promotions, error, loading } = state;
  return {
    promotions,
    error,
    loading,
    hasMore: nextCursor !== undefined,
    loadMore: useCallback(() => load(nextCursor), [load, nextCursor]),
    reload: useCallback(() => load(), [load]),
  };
}
