import { useCallback, useEffect, useRef, useState } from 'react';

/** A request that changes something: whether it is pending, and the error of the last attempt. */
export interface Mutation {
  pending: boolean;
  error?: Error;
  /** Runs the request. Resolves to whether it succeeded; never rejects. */
  run(request: () => Promise<void>): Promise<boolean>;
  /** Clears the error. */
  clear(): void;
}

export function useMutation(): Mutation {
  const [state, setState] = useState<{ pending: boolean; error?: Error }>({
    pending: false,
  });
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const run = useCallback(async (request: () => Promise<void>) => {
    const update = (next: typeof state) => isMounted.current && setState(next);
    update({ pending: true });
    try {
      await request();
      update({ pending: false });
      return true;
    } catch (error) {
      update({ pending: false, error: toError(error) });
      return false;
    }
  }, []);
  const clear = useCallback(() => setState({ pending: false }), []);
  return { ...state, run, clear };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
