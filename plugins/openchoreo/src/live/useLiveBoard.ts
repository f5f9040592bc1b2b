import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { followBoard } from './followBoard';
import { LiveBoardStore, type LiveBoardSnapshot } from './LiveBoardStore';

/** How long a page is hidden before its connection is closed. */
const pauseAfterMs = 5_000;

/** The board of a component, kept current while the caller is mounted and the page is visible. */
export function useLiveBoard(
  ref: ComponentRef,
): LiveBoardSnapshot & { reconnect: () => void } {
  const api = useApi(openChoreoApiRef);
  const { organization, project, component } = ref;
  const store = useMemo(
    () =>
      new LiveBoardStore({
        follow: (signal, onUpdate) =>
          followBoard(
            api,
            { organization, project, component },
            signal,
            onUpdate,
          ),
      }),
    [api, organization, project, component],
  );
  // Before the subscription below, so that a page that is opened in the background does not connect.
  useEffect(() => pauseWhileHidden(store), [store]);
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return { ...snapshot, reconnect: store.reconnect };
}

/** A hidden page needs no connection. Browsers allow six HTTP/1.1 connections per host, which all tabs share. */
function pauseWhileHidden(store: LiveBoardStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isHidden = () => document.visibilityState === 'hidden';
  const onChange = () => {
    clearTimeout(timer);
    if (isHidden()) timer = setTimeout(store.pause, pauseAfterMs);
    else store.resume();
  };
  if (isHidden()) store.pause();
  document.addEventListener('visibilitychange', onChange);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onChange);
  };
}
