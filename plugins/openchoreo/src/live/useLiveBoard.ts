import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { LiveBoardStore, type LiveBoardSnapshot } from './LiveBoardStore';

/** How long a page is hidden before its stream is closed. */
const pauseAfterMs = 60_000;

/** The board of a component, kept current while the caller is mounted and the page is visible. */
export function useLiveBoard(
  ref: ComponentRef,
): LiveBoardSnapshot & { reconnect: () => void } {
  const api = useApi(openChoreoApiRef);
  const { organization, project, component } = ref;
  const store = useMemo(
    () =>
      new LiveBoardStore({
        stream: (signal, onMessage) =>
          api.streamBoard(
            { organization, project, component },
            { signal, onMessage },
          ),
      }),
    [api, organization, project, component],
  );
  useEffect(() => pauseWhileHidden(store), [store]);
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return { ...snapshot, reconnect: store.reconnect };
}

/** Browsers allow six HTTP/1.1 connections per host. Hidden tabs must not use them up. */
function pauseWhileHidden(store: LiveBoardStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPaused = false;
  const onChange = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(() => {
        isPaused = true;
        store.pause();
      }, pauseAfterMs);
    } else if (isPaused) {
      isPaused = false;
      store.reconnect();
    }
  };
  document.addEventListener('visibilitychange', onChange);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onChange);
  };
}
