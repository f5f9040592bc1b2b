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

/** All objects of a list, of one moment. */
export interface ListedItems<T> {
  items: T[];
  resourceVersion: string;
}

const defaultPageSize = 500;
/** A continue token lives for minutes; a list that outlives two of them needs to be asked for at once. */
const restarts = 2;

/**
 * Reads a list page by page. When the continue token expires on the way, it starts over, and in the end asks for everything at
 * once: half of a list is never returned.
 */
export async function listPages<T extends KubeObject>(
  transport: Transport,
  type: ResourceType,
  options: ListOptions,
): Promise<ListedItems<T>> {
  const pageSize = options.limit ?? defaultPageSize;
  for (let attempt = 0; ; attempt += 1) {
    const last = attempt === restarts;
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
      // The token says of which version; the API refuses both.
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
    token = page.continue;
    if (!token) {
      return { items, resourceVersion: page.resourceVersion };
    }
  }
}

/** Lists of built-in types leave apiVersion and kind out of their items. */
function named(item: unknown, type: ResourceType): unknown {
  return isRecord(item) && !item.kind
    ? { apiVersion: apiVersionOf(type), kind: type.kind, ...item }
    : item;
}

function parsePage(body: unknown, path: string) {
  const metadata = isRecord(body) ? body.metadata : undefined;
  const items = isRecord(body) && 'items' in body ? body.items ?? [] : null;
  // Anything else taken for an empty list would look as if everything had been deleted.
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
