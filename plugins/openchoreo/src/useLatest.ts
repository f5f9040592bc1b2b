import { useLayoutEffect, useRef } from 'react';

/** Keeps the value of the last rendering, for effects that read it and are not to run again when only it changes. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
