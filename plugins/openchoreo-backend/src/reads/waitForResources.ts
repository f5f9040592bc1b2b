import { waitForCache } from '@promenade/backstage-plugin-openchoreo-node';
import type { ReadServices } from '../ReadServices';

/**
 * Waits until the resources of the platform have been read: before that, a list of them would be empty. Of several control planes,
 * one that has been read is enough.
 *
 * @throws ServiceUnavailableError
 */
export async function waitForResources({
  openChoreo: { cache },
}: Pick<ReadServices, 'openChoreo'>): Promise<void> {
  if (isAnyRead(cache)) return;
  try {
    await waitForCache(cache);
  } catch (error) {
    if (!isAnyRead(cache)) throw error;
  }
}

function isAnyRead(cache: ReadServices['openChoreo']['cache']): boolean {
  const { status, sources = [] } = cache.freshness();
  return (
    status !== 'starting' ||
    sources.some(source => source.status !== 'starting')
  );
}
