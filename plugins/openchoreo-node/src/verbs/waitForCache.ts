import { ServiceUnavailableError } from '@backstage/errors';
import type { PlatformCache } from '../adapter/PlatformCache';

/**
 * Waits until the cache has read all resources once. Before that, a resource that exists would seem to be missing.
 *
 * @param options - with an organization, the resources of another control plane are not waited for
 * @throws ServiceUnavailableError after `timeoutMs`, or the reason of the signal
 *
 * @public
 */
export async function waitForCache(
  cache: Pick<PlatformCache, 'freshness' | 'waitForSync'>,
  options: {
    organization?: string;
    signal?: AbortSignal;
    timeoutMs?: number;
  } = {},
): Promise<void> {
  const { organization, signal, timeoutMs = 10_000 } = options;
  if (cache.freshness(organization).status !== 'starting') return;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    await cache.waitForSync(
      signal ? AbortSignal.any([signal, timeout]) : timeout,
      organization,
    );
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw error;
    const { message = 'The resources have not been read yet.' } =
      cache.freshness(organization);
    throw new ServiceUnavailableError(
      `${message} Nothing was changed; try again later`,
      error,
    );
  }
}
