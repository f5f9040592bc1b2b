import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  withAllowedVerbs,
  type ComponentRef,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useRequest, useStable } from '../useRequest';

/**
 * The board with the actions that the caller may not do disabled. The board is unchanged until, or if never, the allowed verbs
 * are known: the backend checks every request.
 */
export function useRestrictedBoard(
  ref: ComponentRef,
  board: DeployBoard | undefined,
): DeployBoard | undefined {
  const api = useApi(openChoreoApiRef);
  const component = useStable(ref);
  const { value: allowed } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.getAllowedVerbs, component, { signal }),
      [api, component],
    ),
  );
  return useMemo(
    () => (board && allowed ? withAllowedVerbs(board, allowed) : board),
    [board, allowed],
  );
}
