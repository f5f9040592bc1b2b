import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRecord } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { usePages, type PagesState } from '../usePages';
import { useStable } from '../useRequest';
import {
  requestHistory,
  type HistoryFilter,
  type HistoryScope,
} from './historyRequests';

/** The promotions of a scope, page by page, newest first. */
export function useHistory(
  about: HistoryScope,
  restriction: HistoryFilter,
): PagesState<PromotionRecord> {
  const api = useApi(openChoreoApiRef);
  const scope = useStable(about);
  const filter = useStable(restriction);
  return usePages(
    useCallback(
      async (cursor: string | undefined, signal: AbortSignal) => {
        const page = { ...filter, cursor };
        const { promotions, nextCursor } = await requestHistory(
          api,
          scope,
          page,
          signal,
        );
        return { items: promotions, nextCursor };
      },
      [api, scope, filter],
    ),
  );
}
