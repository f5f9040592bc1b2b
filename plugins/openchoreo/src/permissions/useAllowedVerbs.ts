import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  withAllowedVerbs,
  type AllowedVerbs,
  type ComponentRef,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useRequest, useStable } from '../useRequest';

/** What the caller may do with a component. Undefined until, or if never, it is known: the backend checks every request. */
export function useAllowedVerbs(ref: ComponentRef): AllowedVerbs | undefined {
  const api = useApi(openChoreoApiRef);
  const component = useStable(ref);
  const { value } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.getAllowedVerbs, component, { signal }),
      [api, component],
    ),
  );
  return value;
}

/** The board with the actions that the caller may not do disabled. */
export function useRestrictedBoard(
  ref: ComponentRef,
  board: DeployBoard | undefined,
): DeployBoard | undefined {
  const allowed = useAllowedVerbs(ref);
  return useMemo(
    () => (board && allowed ? withAllowedVerbs(board, allowed) : board),
    [board, allowed],
  );
}
