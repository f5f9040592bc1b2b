import { setInterval } from 'node:timers/promises';
import { KubeClient, Logger, apiVersionOf } from '@promenade/kube-client';
import { releaseBindingKinds } from '../core/release-binding/kinds';

/** Milliseconds between two looks for the kinds of OpenChoreo 1.x. */
const defaultIntervalMs = 60_000;

/** Returns a signal that is aborted when the API server serves all kinds of OpenChoreo 1.x, or together with the given one. */
export function abortOnUpgrade(
  client: Pick<KubeClient, 'resourceFor'>,
  logger: Pick<Logger, 'info'>,
  signal: AbortSignal,
  intervalMs = defaultIntervalMs,
): AbortSignal {
  const upgraded = new AbortController();
  waitForUpgrade(client, signal, intervalMs).then(
    () => {
      logger.info('The API server serves OpenChoreo 1.x from now on');
      upgraded.abort();
    },
    // The given signal was aborted.
    () => {},
  );
  return AbortSignal.any([signal, upgraded.signal]);
}

async function waitForUpgrade(
  client: Pick<KubeClient, 'resourceFor'>,
  signal: AbortSignal,
  intervalMs: number,
): Promise<void> {
  for await (const _ of setInterval(intervalMs, undefined, { signal })) {
    // An API server that does not respond is asked again.
    if (await isUpgraded(client).catch(() => false)) return;
  }
}

async function isUpgraded(
  client: Pick<KubeClient, 'resourceFor'>,
): Promise<boolean> {
  const found = await Promise.all(
    releaseBindingKinds.map(type =>
      client.resourceFor(apiVersionOf(type), type.kind),
    ),
  );
  return found.every(type => type !== undefined);
}
