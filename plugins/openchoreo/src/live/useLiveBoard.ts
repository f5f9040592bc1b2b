import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { LiveBoard, type LiveBoardSnapshot } from './LiveBoard';

const hiddenFor = 60_000;

/** The board of a component, live for as long as the caller is mounted and the page is seen. */
export function useLiveBoard(
  ref: ComponentRef,
): LiveBoardSnapshot & { reconnect: () => void } {
  const api = useApi(openChoreoApiRef);
  const { organization, project, component } = ref;
  const live = useMemo(
    () =>
      new LiveBoard({
        stream: (signal, onMessage) =>
          api.streamBoard(
            { organization, project, component },
            { signal, onMessage },
          ),
      }),
    [api, organization, project, component],
  );
  useEffect(() => pauseWhileHidden(live), [live]);
  const snapshot = useSyncExternalStore(live.subscribe, live.getSnapshot);
  return { ...snapshot, reconnect: live.reconnect };
}

/** A browser allows few connections to one host over HTTP/1.1; tabs in the background must not use them up. */
function pauseWhileHidden(live: LiveBoard): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let paused = false;
  const onChange = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(() => {
        paused = true;
        live.pause();
      }, hiddenFor);
    } else if (paused) {
      paused = false;
      live.reconnect();
    }
  };
  document.addEventListener('visibilitychange', onChange);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onChange);
  };
}
