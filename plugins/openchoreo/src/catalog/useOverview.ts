import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { ReadDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type { z } from 'zod';
import { openChoreoApiRef } from '../api';
import {
  useReloadWhileVisible,
  useRequest,
  useStable,
  type RequestState,
} from '../useRequest';

const pollIntervalMs = 10_000;

/**
 * The answer of a read, requested again at each interval while the page is visible. The error of the last attempt stays during the
 * next one.
 */
export function useOverview<
  Input extends z.ZodObject,
  Output extends z.ZodType,
>(
  read: ReadDeclaration<Input, Output>,
  input: z.input<Input>,
): RequestState<z.output<Output>> {
  const api = useApi(openChoreoApiRef);
  const stableInput = useStable(input);
  const state = useRequest(
    useCallback(
      (signal: AbortSignal) => api.request(read, stableInput, { signal }),
      [api, read, stableInput],
    ),
  );
  const { error, loading, reload } = state;
  const [lastError, setLastError] = useState<Error>();
  useEffect(() => {
    if (!loading) setLastError(error);
  }, [error, loading]);
  useReloadWhileVisible(reload, pollIntervalMs);
  return { ...state, error: loading ? lastError : error };
}
