import type { CatalogProviderReport } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * What a requested comparison does besides.
 *
 * @public
 */
export interface CatalogSyncRequest {
  /**
   * Names of control planes that are held back because they have none of the resources of before. Their state is taken as it is,
   * removals included.
   */
  acceptSources?: readonly string[];
}

/**
 * The entity provider of the catalog, as the other plugins of its process see it.
 *
 * @public
 */
export interface CatalogProvider {
  report(): CatalogProviderReport;
  /**
   * Compares all entities with the resources now. Resolves when the differences were sent.
   *
   * @throws ServiceUnavailableError when the entities of the catalog cannot be read
   */
  sync(request?: CatalogSyncRequest): Promise<void>;
}

/**
 * Connects the entity provider, which runs in the catalog plugin, with the other plugins of the process.
 *
 * @public
 */
export interface CatalogSync {
  /** Undefined when the catalog module does not run in this process. */
  readonly provider: CatalogProvider | undefined;
  /** Makes a provider available to the other plugins. Returns a function that takes it back. */
  register(provider: CatalogProvider): () => void;
}

/**
 * Creates the connection to the entity provider of a process.
 *
 * @public
 */
export function createCatalogSync(): CatalogSync {
  let current: CatalogProvider | undefined;
  return {
    get provider() {
      return current;
    },
    register(provider) {
      current = provider;
      return () => {
        if (current === provider) current = undefined;
      };
    },
  };
}
