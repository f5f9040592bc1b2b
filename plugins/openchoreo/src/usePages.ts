import { useCallback, useEffect, useRef, useState } from 'react';

interface Page<T> {
  items: readonly T[];
  /** Of the next page. */
  nextCursor?: string;
}

/** What is loaded page by page. */
export interface PagesState<T> {
  /** Undefined until the first page is loaded. */
  items?: readonly T[];
  error?: Error;
  loading: boolean;
  hasMore: boolean;
  /** Loads the next page. */
  loadMore: () => void;
  /** Loads the first page again. */
  reload: () => void;
}

/**
 * Loads a list page by page, and from its beginning when the request changes.
 *
 * @param request - must be stable
 */
export function usePages<T>(
  request: (
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<Page<T>>,
): PagesState<T> {
  const [state, setState] = useState<
    Partial<Page<T>> & { error?: Error; loading: boolean }
  >({ loading: true });
  const controller = useRef<AbortController>();

  const load = useCallback(
    (cursor?: string) => {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      setState(({ items, nextCursor }) => ({
        items,
        nextCursor,
        loading: true,
      }));
      request(cursor, signal).then(
        ({ items, nextCursor }) =>
          !signal.aborted &&
          setState(current => ({
            items: cursor ? [...(current.items ?? []), ...items] : items,
            nextCursor,
            loading: false,
          })),
        (error: Error) =>
          !signal.aborted &&
          setState(current => ({ ...current, error, loading: false })),
      );
    },
    [request],
  );
  useEffect(() => {
    load();
    return () => controller.current?.abort();
  }, [load]);

  const { nextCursor, items, error, loading } = state;
  return {
    items,
    error,
    loading,
    hasMore: nextCursor !== undefined,
    loadMore: useCallback(() => load(nextCursor), [load, nextCursor]),
    reload: useCallback(() => load(), [load]),
  };
}
