import { ServiceUnavailableError } from '@backstage/errors';
import type { PlatformCache } from '../adapter/Platform';

/**
 * Waits until the cache has read all resources once. Before that, a resource that exists would seem to be missing.
 *
 * @throws ServiceUnavailableError after `timeoutMs`, or the reason of the signal
 *
 * @public
 */
export async function waitForCache(
  cache: Pick<PlatformCache, 'freshness' | 'waitForSync'>,
  options: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<void> {
  const { signal, timeoutMs = 10_000 } = options;
  if (cache.freshness().status !== 'starting') return;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    await cache.waitForSync(
      signal ? AbortSignal.any([signal, timeout]) : timeout,
    );
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw error;
    const { message = 'The control plane cannot be reached.' } =
      cache.freshness();
    throw new ServiceUnavailableError(
      `${message} Nothing was changed; try again later`,
      error,
    );
  }
}
