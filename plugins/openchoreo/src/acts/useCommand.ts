import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is asked of the server: whether it is under way, and why it was refused. */
export interface Command {
  pending: boolean;
  error?: Error;
  /** Runs it; resolves to whether it was done. */
  run(work: () => Promise<void>): Promise<boolean>;
  /** Forgets the refusal. */
  clear(): void;
}

export function useCommand(): Command {
  const [state, setState] = useState<{ pending: boolean; error?: Error }>({
    pending: false,
  });
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run = useCallback(async (work: () => Promise<void>) => {
    const tell = (next: typeof state) => mounted.current && setState(next);
    tell({ pending: true });
    try {
      await work();
      tell({ pending: false });
      return true;
    } catch (error) {
      tell({ pending: false, error: toError(error) });
      return false;
    }
  }, []);
  const clear = useCallback(() => setState({ pending: false }), []);
  return { ...state, run, clear };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
