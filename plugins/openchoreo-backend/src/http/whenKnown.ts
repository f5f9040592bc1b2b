import { ServiceUnavailableError } from '@backstage/errors';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';

/** How long a request waits for the first reading after a start, in milliseconds. */
const longestWait = 10_000;

/** Waits until the resources have been read once: before that, what is not known yet would look as if it were not there. */
export async function whenKnown({ cache }: OpenChoreoService): Promise<void> {
  if (cache.freshness().status !== 'starting') return;
  try {
    await cache.waitForSync(AbortSignal.timeout(longestWait));
  } catch (error) {
    throw new ServiceUnavailableError(
      'The resources are still being read. Try again in a moment; if it stays so, check that the control plane is running',
      error,
    );
  }
}
