import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** The requests of this module to the catalog. */
export type CatalogRequests = Pick<
  CatalogService,
  'getEntitiesByRefs' | 'getEntityFacets' | 'queryEntities' | 'streamEntities'
>;

const defaultTimes = {
  /** Time after which a request without a response fails, in milliseconds. */
  requestMs: 60_000,
};

/** The time of a request. */
export type RequestTimes = typeof defaultTimes;

/**
 * Rejects each request to the catalog, or each page of a stream, that has no response in time. The client of the catalog waits for
 * ever, and a synchronization that waits with it would never run again.
 */
export function limitRequests(
  catalog: CatalogRequests,
  requestMs = defaultTimes.requestMs,
): CatalogRequests {
  const limit = <T>(response: Promise<T>) => within(requestMs, response);
  return {
    getEntitiesByRefs: (request, options) =>
      limit(catalog.getEntitiesByRefs(request, options)),
    getEntityFacets: (request, options) =>
      limit(catalog.getEntityFacets(request, options)),
    queryEntities: (request, options) =>
      limit(catalog.queryEntities(request, options)),
    async *streamEntities(request, options) {
      const pages = catalog
        .streamEntities(request, options)
        [Symbol.asyncIterator]();
      for (;;) {
        const page = await limit(pages.next());
        if (page.done) return;
        yield page.value;
      }
    },
  };
}

/** @throws ServiceUnavailableError without a response in time */
async function within<T>(ms: number, response: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new ServiceUnavailableError(
            `The catalog has not responded within ${ms / 1000} s`,
          ),
        ),
      ms,
    );
  });
  try {
    return await Promise.race([response, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
