import { isKubeObject, isRecord, KubeObject } from '../objects/KubeObject';
import { apiVersionOf, ResourceType } from '../objects/ResourceType';
import { isGone } from './ApiError';
import {
  acceptMetadataList,
  metadataOf,
  decodeObject,
  unexpectedBody,
} from './decodeObject';
import { collectionPath, withQuery } from './paths';
import { ListOptions } from './requestOptions';
import { Transport } from './Transport';

/** The objects of a list at one resource version. */
export interface ListedItems<T> {
  items: T[];
  resourceVersion: string;
}

const defaultPageSize = 500;
/** Number of new attempts after an expired continue token. The last one reads the list without pages. */
const maxRestarts = 2;

/**
 * Reads a list page by page. If the continue token expires, it starts again, finally without pages. It never returns a partial
 * list.
 *
 * @throws ConnectionError for a server that answers a continue token with the same token: it would send the page for ever
 */
export async function listPages<T extends KubeObject>(
  transport: Transport,
  type: ResourceType,
  options: ListOptions,
): Promise<ListedItems<T>> {
  const pageSize = options.limit ?? defaultPageSize;
  for (let attempt = 0; ; attempt += 1) {
    const last = attempt === maxRestarts;
    try {
      return await readPages<T>(
        transport,
        type,
        attempt === 0 ? options : { ...options, resourceVersion: undefined },
        last ? undefined : pageSize,
      );
    } catch (error) {
      if (!isGone(error) || last) {
        throw error;
      }
    }
  }
}

async function readPages<T extends KubeObject>(
  transport: Transport,
  type: ResourceType,
  options: ListOptions,
  limit: number | undefined,
): Promise<ListedItems<T>> {
  const items: T[] = [];
  const read = (item: unknown) =>
    options.metadataOnly && isKubeObject(item)
      ? metadataOf(item, type)
      : named(item, type);
  let token: string | undefined;
  for (;;) {
    const path = withQuery(collectionPath(type, options.namespace), {
      labelSelector: options.labelSelector,
      fieldSelector: options.fieldSelector,
      limit,
      continue: token,
      // The token contains the version. The API server rejects requests with both.
      resourceVersion: token ? undefined : options.resourceVersion,
    });
    const page = parsePage(
      await transport.send({
        method: 'GET',
        path,
        accept: options.metadataOnly ? acceptMetadataList : undefined,
        signal: options.signal,
        timeoutMs: options.timeoutMs,
      }),
      path,
    );
    for (const item of page.items) {
      items.push(decodeObject<T>(read(item), `GET ${path}`));
    }
    if (!page.continue) {
      return { items, resourceVersion: page.resourceVersion };
    }
    if (page.continue === token) {
      throw unexpectedBody(`GET ${path}`, 'another page of the list');
    }
    token = page.continue;
  }
}

/** Adds apiVersion and kind, which lists of built-in types omit from their items. */
function named(item: unknown, type: ResourceType): unknown {
  return isRecord(item) && !item.kind
    ? { apiVersion: apiVersionOf(type), kind: type.kind, ...item }
    : item;
}

function parsePage(body: unknown, path: string) {
  const metadata = isRecord(body) ? body.metadata : undefined;
  const items = isRecord(body) && 'items' in body ? body.items ?? [] : null;
  // Other bodies must not count as an empty list: every object would appear deleted.
  if (!isRecord(body) || !isRecord(metadata) || !Array.isArray(items)) {
    throw unexpectedBody(`GET ${path}`, 'a list');
  }
  return {
    items,
    resourceVersion: String(metadata.resourceVersion ?? ''),
    continue:
      typeof metadata.continue === 'string' ? metadata.continue : undefined,
  };
}
