import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, ObjectMeta, ResourceType } from '../api/types';

/** Parts of an object that have their own endpoint. */
export type Subresource = 'status' | 'scale';

/**
 * Combines a written object with the stored one: system metadata comes from the stored object.
 * A write to the main endpoint does not change a status that is a subresource; a write to `/status` changes nothing else.
 */
export function prepareForUpdate(
  type: ResourceType,
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
  const next = { ...sent, metadata: prepareMetadata(live, sent) };
  return type.subresources.status ? withStatusOf(live, next) : next;
}

/** Increments the generation if the specification changed. */
export function withGeneration(
  type: ResourceType,
  live: KubeObject,
  next: KubeObject,
): KubeObject {
  if (!hasGeneration(type, next)) return next;
  const increment = specChanged(type, live, next) ? 1 : 0;
  const generation = (next.metadata.generation ?? 1) + increment;
  return { ...next, metadata: { ...next.metadata, generation } };
}

/** Whether two states differ in nothing but the times of managedFields. */
export function isUnchanged(live: KubeObject, next: KubeObject): boolean {
  return isDeepStrictEqual(withoutTimes(live), withoutTimes(next));
}

/** Whether an object is being deleted and has no finalizers left. */
export function isReadyForRemoval(object: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  return deletionTimestamp !== undefined && finalizers.length === 0;
}

/** The metadata of a new object without the fields that only the server sets. */
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

/** As in Kubernetes, a changed creation time is ignored, and a changed deletion time is rejected by validation. */
function prepareMetadata(live: KubeObject, sent: KubeObject): ObjectMeta {
  const {
    namespace,
    uid,
    resourceVersion,
    generation,
    name,
    creationTimestamp,
  } = live.metadata;
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

/** Built-in kinds that have a spec but no generation. */
const withoutGeneration = new Set([
  'Namespace',
  'Service',
  'PersistentVolumeClaim',
  'Lease',
  'HorizontalPodAutoscaler',
  'Node',
]);

/** Whether the server maintains `metadata.generation` for this object. */
export function hasGeneration(type: ResourceType, object: KubeObject): boolean {
  if (!type.builtIn) return true;
  return object.spec !== undefined && !withoutGeneration.has(type.kind);
}

/** Whether anything changed that increments the generation: all but the metadata, and but a status that is a subresource. */
function specChanged(
  type: ResourceType,
  before: KubeObject,
  after: KubeObject,
): boolean {
  return !isDeepStrictEqual(
    generationFields(type, before),
    generationFields(type, after),
  );
}

function generationFields(type: ResourceType, object: KubeObject) {
  const { metadata, status, ...rest } = object;
  return type.subresources.status ? rest : { ...rest, status };
}
