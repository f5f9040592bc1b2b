import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  commands,
  syncStatus,
  type CatalogSyncReport,
  type OperationOutput,
  type reads,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  grantManifest,
  neededPermissions,
  type CatalogSyncRequest,
  type FreshnessReport,
  type OpenChoreoService,
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
  return {
    watch: watchReport(cache.freshness()),
    provider: catalogSync.provider?.report(),
    rejected: [...cache.rejected()],
    canSync: denied === undefined,
  };
}

function watchReport({
  sources,
  ...watch
}: FreshnessReport): CatalogSyncReport['watch'] {
  return {
    ...sourceReport(watch),
    sources: sources?.map(({ name, ...source }) => ({
      name,
      ...sourceReport(source),
    })),
  };
}

function sourceReport({
  status,
  lastSeen,
  reason,
  message,
  missingRights,
  account,
}: Omit<FreshnessReport, 'sources'>) {
  return {
    status,
    lastSeen: lastSeen?.toISOString(),
    reason,
    message,
    missingRights: missingRights?.map(({ verbs, ...right }) => ({
      ...right,
      verbs: [...verbs],
    })),
    grant: missingRights && grantManifest(missingRights, account),
  };
}

/** The health of the sync, for everybody: without what is wrong. */
export function catalogHealth({
  cache,
  catalogSync,
}: Pick<OpenChoreoService, 'cache' | 'catalogSync'>): OperationOutput<
  typeof reads.getCatalogHealth
> {
  const provider = catalogSync.provider?.report();
  const watch = watchReport(cache.freshness());
  return {
    status: syncStatus({ watch, provider }).type,
    isWriter: provider?.isWriter,
    lastComparison: provider?.lastComparison?.at,
  };
}

/**
 * Compares the catalog with the control plane.
 *
 * @returns the state afterwards
 * @throws ConflictError when the catalog module does not run in this process
 * @throws InputError that names a control plane that does not exist
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
  checkSources(request, services.openChoreo);
  await provider.sync(request);
  return catalogSyncReport(services, credentials);
}

function checkSources(
  { acceptSources = [] }: CatalogSyncRequest,
  { catalogUnits }: Pick<OpenChoreoService, 'catalogUnits'>,
): void {
  const { sourceNames } = catalogUnits;
  const index = acceptSources.findIndex(name => !sourceNames.includes(name));
  if (index < 0) return;
  throw new InputError(
    `acceptSources.${index}: there is no control plane ${
      acceptSources[index]
    }. Use one of ${sourceNames.join(', ')}`,
  );
}
