import { useEffect, useReducer, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { openChoreoApiRef } from '../api';
import { useStable } from '../useRequest';
import { followLog, readOnce, type LogUpdate } from './followLog';
import type { FollowedLog } from './logRequests';
import { appendLines, type NumberedLine } from './logText';

/** How current a log is. */
export type LogStatus =
  | 'loading'
  | 'following'
  | 'waiting'
  | 'paused'
  | 'ended'
  | 'reconnecting';

/** A log as it is known now. */
export interface LogState {
  lines: readonly NumberedLine[];
  status: LogStatus;
  /** Why it cannot be read. */
  error?: Error;
}

type Action = LogUpdate | { type: 'start' } | { type: 'failed'; error: Error };

interface ReducedState extends LogState {
  /** Whether the next lines take the place of those that are known. */
  replaces: boolean;
}

const initial: ReducedState = {
  lines: [],
  status: 'loading',
  replaces: true,
};

function reduce(state: ReducedState, action: Action): ReducedState {
  switch (action.type) {
    case 'start':
      return { ...state, status: 'loading', error: undefined };
    case 'begin':
      return {
        ...state,
        // Without any line the log is empty now.
        lines: state.status === 'loading' ? [] : state.lines,
        replaces: true,
        error: undefined,
        status: action.isStream ? 'following' : 'waiting',
      };
    case 'lines':
      return {
        ...state,
        replaces: false,
        lines: appendLines(state.replaces ? [] : state.lines, action.lines),
      };
    case 'end':
      return { ...state, status: 'ended' };
    case 'interrupted':
      return { ...state, status: 'reconnecting' };
    default:
      return { ...state, error: action.error };
  }
}

/**
 * A log, followed while the caller is mounted, and how to read it again.
 *
 * @param run - identifies the run of the container. The log of another run takes the place of the one before
 */
export function useLog(
  log: FollowedLog,
  follows: boolean,
  run: string | undefined,
): LogState & { retry: () => void } {
  const api = useApi(openChoreoApiRef);
  const followed = useStable(log);
  const [state, dispatch] = useReducer(reduce, initial);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    dispatch({ type: 'start' });
    const read = follows ? followLog : readOnce;
    read(api, followed, signal, update => {
      if (!signal.aborted) dispatch(update);
    }).catch((error: Error) => {
      if (!signal.aborted) dispatch({ type: 'failed', error });
    });
    return () => stop.abort();
  }, [api, followed, follows, run, attempt]);
  const { lines, error } = state;
  const status =
    !follows && state.status === 'waiting' ? 'paused' : state.status;
  return {
    lines,
    status,
    error,
    retry: () => setAttempt(count => count + 1),
  };
}
