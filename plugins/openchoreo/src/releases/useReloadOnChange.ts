import { useEffect, useRef } from 'react';

/** Calls `reload` when the version changes, not for the first version. */
export function useReloadOnChange(version: string, reload: () => void) {
  const loadedVersion = useRef(version);
  useEffect(() => {
    if (loadedVersion.current === version) return;
    loadedVersion.current = version;
    reload();
  }, [version, reload]);
}
