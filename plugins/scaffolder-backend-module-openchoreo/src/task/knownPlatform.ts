import { ServiceUnavailableError } from '@backstage/errors';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';

/** How long the first look at the control plane may take, in milliseconds. */
const patience = 30_000;

/**
 * Waits until what the control plane has is known, which it is but for the first moments of a backend.
 *
 * @throws ServiceUnavailableError when it cannot be reached
 */
export async function knownPlatform(
  { cache }: OpenChoreoService,
  signal: AbortSignal | undefined,
): Promise<void> {
  const timeIsUp = AbortSignal.timeout(patience);
  try {
    await cache.waitForSync(
      signal ? AbortSignal.any([signal, timeIsUp]) : timeIsUp,
    );
  } catch (error) {
    if (error !== timeIsUp.reason) throw error;
    throw new ServiceUnavailableError(
      'The control plane cannot be reached. Nothing was changed; try again when it can',
      error,
    );
  }
}
