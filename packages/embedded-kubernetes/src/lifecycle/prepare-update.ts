import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, ObjectMeta, ServedType } from '../api/types';
import { asksForMore, hasGeneration } from './generation';

/** Parts of an object that are written on their own, by a path of their own. */
export type Subresource = 'status' | 'scale';

/**
 * What a write makes of the live object: what the client may change is as it was sent, all else stays.
 * The main path leaves the status alone where that is a subresource; `/status` changes nothing else.
 */
export function replacement(
  type: ServedType,
  live: KubeObject,
  sent: KubeObject,
  subresource?: Subresource,
): KubeObject {
  if (subresource === 'status') {
    const { managedFields } = sent.metadata;
    const metadata = managedFields
      ? { ...live.metadata, managedFields }
      : live.metadata;
    return withStatusOf(sent, { ...live, metadata });
  }
  const next = { ...sent, metadata: lastingMetadata(live, sent) };
  return type.subresources.status ? withStatusOf(live, next) : next;
}

/**
 * The state to keep: `live` itself if nothing changed but when fields were claimed, else `next` with its generation.
 */
export function settle(
  type: ServedType,
  live: KubeObject,
  next: KubeObject,
): KubeObject {
  const counted = hasGeneration(type, next)
    ? {
        ...next,
        metadata: {
          ...next.metadata,
          generation:
            (next.metadata.generation ?? 1) +
            (asksForMore(type, live, next) ? 1 : 0),
        },
      }
    : next;
  return isDeepStrictEqual(withoutTimes(live), withoutTimes(counted))
    ? live
    : counted;
}

/** Whether a deleted object has no finalizer left that it waits for. */
export function isReleased(object: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  return deletionTimestamp !== undefined && finalizers.length === 0;
}

/** Metadata of a new object without what only the server says. */
export function withoutSystemFields(metadata: ObjectMeta): ObjectMeta {
  const {
    uid,
    resourceVersion,
    generation,
    creationTimestamp,
    deletionTimestamp,
    deletionGracePeriodSeconds,
    ...rest
  } = metadata;
  return rest;
}

/** The time of creation is the client's where it sends one, so that a change of it is refused; that of deletion stays once it is set. */
function lastingMetadata(live: KubeObject, sent: KubeObject): ObjectMeta {
  const { namespace, uid, resourceVersion, generation, name } = live.metadata;
  const creationTimestamp =
    sent.metadata.creationTimestamp ?? live.metadata.creationTimestamp;
  const { deletionTimestamp, deletionGracePeriodSeconds } = live.metadata
    .deletionTimestamp
    ? live.metadata
    : sent.metadata;
  const system: ObjectMeta = {
    name,
    namespace,
    uid,
    resourceVersion,
    generation,
    creationTimestamp,
    deletionTimestamp,
    deletionGracePeriodSeconds,
  };
  return Object.assign(
    withoutSystemFields(sent.metadata),
    Object.fromEntries(
      Object.entries(system).filter(([, value]) => value !== undefined),
    ),
  );
}

function withStatusOf(source: KubeObject, target: KubeObject): KubeObject {
  const { status, ...rest } = target;
  const result: KubeObject = {
    ...rest,
    metadata: target.metadata,
    apiVersion: target.apiVersion,
    kind: target.kind,
  };
  return source.status === undefined
    ? result
    : { ...result, status: source.status };
}

/** Leaves out when each manager last wrote: a write that changes nothing else is none. */
function withoutTimes(object: KubeObject): KubeObject {
  const { managedFields } = object.metadata;
  if (!managedFields) return object;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      managedFields: managedFields.map(({ time, ...entry }) => entry),
    },
  };
}
