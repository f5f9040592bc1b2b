import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  type ComponentRef,
  type ReleaseList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useRequest, useStable, type RequestState } from '../useRequest';

/**
 * The releases that the environments of a component run or have run.
 *
 * @param filter - `environment`: only this one; `limit`: the most releases of an environment
 */
export function useReleases(
  ref: ComponentRef,
  filter: { environment?: string; limit?: number },
): RequestState<ReleaseList> {
  const api = useApi(openChoreoApiRef);
  const input = useStable({ ...ref, ...filter });
  return useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.listReleases, input, { signal }),
      [api, input],
    ),
  );
}
