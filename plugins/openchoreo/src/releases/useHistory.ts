import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  type ComponentRef,
  type OperationInput,
  type PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useStable } from '../useRequest';

/** Restricts a history. */
export type HistoryFilter = Pick<
  OperationInput<typeof reads.listPromotions>,
  'environment' | 'person' | 'phase' | 'limit'
>;

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

/** The promotions of a component, page by page. */
export function useHistory(
  ref: ComponentRef,
  restriction: HistoryFilter,
): HistoryState {
  const api = useApi(openChoreoApiRef);
  const component = useStable(ref);
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
      api
        .request(
          reads.listPromotions,
          { ...component, ...filter, cursor },
          { signal },
        )
        .then(
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
    [api, component, filter],
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
