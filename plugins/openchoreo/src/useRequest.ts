import { useCallback, useEffect, useRef, useState } from 'react';

/** The state of a request that reads something. */
export interface RequestState<T> {
  value?: T;
  /** The error of the last attempt. */
  error?: Error;
  loading: boolean;
  /** Requests again. The current value stays until the response arrives. */
  reload: () => void;
}

/**
 * Runs a request when its caller is mounted, and again when the request changes or `reload` is called.
 *
 * @param request - must be the same function while nothing changes; undefined while there is nothing to request
 */
export function useRequest<T>(
  request: ((signal: AbortSignal) => Promise<T>) | undefined,
): RequestState<T> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<RequestState<T>, 'reload'>>({
    loading: request !== undefined,
  });
  useEffect(() => {
    if (!request) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    setState(({ value }) => ({ value, loading: true }));
    request(signal).then(
      value => !signal.aborted && setState({ value, loading: false }),
      (error: Error) =>
        !signal.aborted &&
        setState(({ value }) => ({ value, error, loading: false })),
    );
    return () => controller.abort();
  }, [request, attempt]);
  const reload = useCallback(() => setAttempt(count => count + 1), []);
  return { ...state, reload };
}

/** The first of equal values, for values that are new objects at each render. They must consist of JSON. */
export function useStable<T>(value: T): T {
  const stable = useRef(value);
  if (JSON.stringify(stable.current) !== JSON.stringify(value)) {
    stable.current = value;
  }
  return stable.current;
}
