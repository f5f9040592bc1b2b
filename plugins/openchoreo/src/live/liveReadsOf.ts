import type { IdentityApi } from '@backstage/frontend-plugin-api';
import type { OpenChoreoApi } from '@promenade/backstage-plugin-openchoreo-common';
import { LiveConnection } from './LiveConnection';
import { LiveReads } from './LiveReads';
import type { LiveTransport, LiveUpdate } from './LiveTransport';
import type { TabChannel, TabMessage } from './BrowserTab';
import { PendingTransport } from './PendingTransport';
import { SharedConnection } from './SharedConnection';

/** How long a page is hidden before it follows nothing. */
const pauseAfterMs = 5_000;

const created = new WeakMap<OpenChoreoApi, LiveReads>();

/**
 * The live answers of a client: all pages of an app share them.
 *
 * @param identityApi - without it, the tabs of a browser do not share a stream
 */
export function liveReadsOf(
  api: OpenChoreoApi,
  identityApi: IdentityApi | undefined,
): LiveReads {
  const existing = created.get(api);
  if (existing) return existing;
  const live = new LiveReads(
    onUpdate =>
      new PendingTransport(createTransport(api, identityApi, onUpdate)),
  );
  created.set(api, live);
  pauseWhileHidden(live);
  return live;
}

/** Web Locks need HTTPS or localhost. Without them each tab has a stream of its own. */
async function createTransport(
  api: OpenChoreoApi,
  identityApi: IdentityApi | undefined,
  onUpdate: (update: LiveUpdate) => void,
): Promise<LiveTransport> {
  const locks = globalThis.navigator?.locks;
  const identity =
    locks && (await identityApi?.getBackstageIdentity().catch(() => undefined));
  if (!identity) return new LiveConnection({ api, onUpdate });
  return new SharedConnection({
    api,
    onUpdate,
    locks,
    // The answers of a user are for no other user of the same browser. The number is that of the messages.
    name: `openchoreo 1 ${identity.userEntityRef}`,
    openChannel,
  });
}

function openChannel(
  name: string,
  onMessage: (message: TabMessage) => void,
): TabChannel {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => onMessage(data);
  return {
    send: message => channel.postMessage(message),
    close: () => channel.close(),
  };
}

/** A hidden page needs no answers. It does not keep the stream from a tab that is visible. */
function pauseWhileHidden(live: LiveReads): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isHidden = () => document.visibilityState === 'hidden';
  if (isHidden()) live.pause();
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (isHidden()) timer = setTimeout(live.pause, pauseAfterMs);
    else live.resume();
  });
}
