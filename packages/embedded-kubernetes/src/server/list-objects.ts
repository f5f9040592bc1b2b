import { convertObject } from '../lifecycle/object-stages';
import { VersionExpiredError, type ObjectStore } from '../store/object-store';
import {
  storedResourceOf,
  type KubeObject,
  type ResourceType,
} from '../api/types';
import {
  decodeContinue,
  encodeContinue,
  type Continuation,
} from './continue-token';
import type { ListOptions } from './list-options';
import { badRequest, expired, versionTooLarge } from '../api/status-error';

/** A page of a list. */
export interface Page {
  items: KubeObject[];
  /** The `metadata` of the list. */
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
}

/**
 * Lists the objects of a type, in one namespace or in all.
 * All pages of a list have the version of the first page. If its history is compacted, the error has a token
 * that continues the list at the current version.
 * @throws StatusError 400, 410, 504
 */
export function listObjects(
  store: ObjectStore,
  type: ResourceType,
  namespace: string,
  options: ListOptions,
): Page {
  const start = continuationOf(store, options);
  try {
    return readPage(store, type, namespace, options, start);
  } catch (error) {
    if (!(error instanceof VersionExpiredError)) throw error;
    if (!options.continueToken) throw expired(error.message);
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
      encodeContinue({ after: start.after }),
    );
  }
}

const firstPage = { namespace: '', name: '' };

function continuationOf(
  store: ObjectStore,
  options: ListOptions,
): Continuation {
  const { resourceVersion, versionMatch, continueToken, limit } = options;
  if (continueToken) {
    if (resourceVersion) {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    return decodeContinue(continueToken);
  }
  if (resourceVersion && resourceVersion > store.currentVersion) {
    throw versionTooLarge(resourceVersion, store.currentVersion);
  }
  const exact =
    versionMatch === 'Exact' ||
    (versionMatch === undefined && limit > 0 && Boolean(resourceVersion));
  return {
    version: exact ? resourceVersion : store.currentVersion,
    after: firstPage,
  };
}

function readPage(
  store: ObjectStore,
  type: ResourceType,
  namespace: string,
  options: ListOptions,
  start: Continuation,
): Page {
  const resource = storedResourceOf(type);
  const within = namespace ? { namespace } : {};
  const version = start.version ?? store.currentVersion;
  const metadata: Page['metadata'] = { resourceVersion: String(version) };
  const items: KubeObject[] = [];
  const range = { ...within, after: start.after, at: version };
  for (const stored of candidates(store, type, namespace, options, range)) {
    const object = convertObject(type, stored);
    if (!options.matches(object)) continue;
    if (options.limit > 0 && items.length === options.limit) {
      const last = items[items.length - 1].metadata;
      const after = { namespace: last.namespace ?? '', name: last.name ?? '' };
      metadata.continue = encodeContinue({ version, after });
      if (!options.hasSelector) {
        metadata.remainingItemCount = store.count(resource, {
          ...within,
          after,
        });
      }
      break;
    }
    items.push(object);
  }
  return { items, metadata };
}

/** The objects to filter: at most one if the selector has a name. */
function candidates(
  store: ObjectStore,
  type: ResourceType,
  namespace: string,
  options: ListOptions,
  range: Parameters<ObjectStore['scan']>[1] & { at: number },
): Iterable<KubeObject> {
  const resource = storedResourceOf(type);
  const isScopeKnown = namespace !== '' || type.scope === 'Cluster';
  if (options.onlyName && isScopeKnown && range.at >= store.currentVersion) {
    const found = store.get({ resource, namespace, name: options.onlyName });
    return found ? [found] : [];
  }
  return store.scan(resource, range);
}
