import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  commands,
  type CatalogSyncReport,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  neededPermissions,
  type CatalogSyncRequest,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { ReadServices } from './ReadServices';

/** How the catalog follows the control plane now. */
export async function catalogSyncReport(
  { authorization, openChoreo }: ReadServices,
  credentials: BackstageCredentials,
): Promise<CatalogSyncReport> {
  const [denied] = await authorization.findDenied(
    [neededPermissions(commands.syncCatalog, {}, [])],
    credentials,
  );
  const { cache, catalogSync } = openChoreo;
  const { status, lastSeen, message, sources } = cache.freshness();
  return {
    watch: {
      status,
      lastSeen: lastSeen?.toISOString(),
      message,
      sources: sources?.map(source => ({
        ...source,
        lastSeen: source.lastSeen?.toISOString(),
      })),
    },
    provider: catalogSync.provider?.report(),
    rejected: [...cache.rejected()],
    canSync: denied === undefined,
  };
}

/**
 * Compares the catalog with the control plane.
 *
 * @returns the state afterwards
 * @throws ConflictError when the catalog module does not run in this process
 */
export async function syncCatalog(
  services: ReadServices,
  request: CatalogSyncRequest,
  credentials: BackstageCredentials,
): Promise<CatalogSyncReport> {
  const { provider } = services.openChoreo.catalogSync;
  if (!provider) {
    throw new ConflictError(
      'The catalog module of OpenChoreo does not run in this process of the backend. Add it to the backend, or send the request to the process that has it',
    );
  }
  await provider.sync(request);
  return catalogSyncReport(services, credentials);
}
