import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  withAllowedVerbs,
  type AllowedVerbs,
  type ComponentRef,
  type DeployBoard,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { useTexts } from '../useTexts';
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

/** Returns why the caller may not execute a verb, or undefined. */
export type DeniedReason = (
  verb: Pick<VerbDeclaration, 'name'>,
  environment?: string,
) => string | undefined;

/** Why the caller may not execute verbs. No verb is denied while that is not known. */
export function useDeniedReason(ref: ComponentRef): DeniedReason {
  const { t } = useTexts();
  const allowed = useAllowedVerbs(ref);
  return ({ name }, environment) => {
    const denied = allowed?.verbs.find(
      each =>
        each.verb === name &&
        each.environment === environment &&
        !each.isAllowed,
    );
    return denied && (denied.reason ?? t('action.notPossible'));
  };
}

/** The board with the actions that the caller may not do disabled. */
export function useRestrictedBoard(
  ref: ComponentRef,
  board: DeployBoard,
): DeployBoard {
  const allowed = useAllowedVerbs(ref);
  return useMemo(
    () => (allowed ? withAllowedVerbs(board, allowed) : board),
    [board, allowed],
  );
}
