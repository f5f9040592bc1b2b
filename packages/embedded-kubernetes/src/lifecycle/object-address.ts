import type { StoreKey } from '../store/store-event';
import {
  storedResourceOf,
  type KubeObject,
  type ResourceType,
} from '../api/types';
import { badRequest } from '../api/status-error';

/** The namespace and name of an object. */
export interface ObjectAddress {
  /** '' for a cluster-scoped object. */
  namespace: string;
  name: string;
}

/** The key of an object in the store. */
export function keyOf(type: ResourceType, address: ObjectAddress): StoreKey {
  return {
    resource: storedResourceOf(type),
    namespace: address.namespace,
    name: address.name,
  };
}

export function addressOf(object: KubeObject): ObjectAddress {
  return {
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name ?? '',
  };
}

/**
 * Sets the namespace of the request's path; removes the namespace of a cluster-scoped object.
 * @throws StatusError 400 if the object has another namespace
 */
export function withRequestNamespace(
  type: ResourceType,
  object: KubeObject,
  namespace: string,
): KubeObject {
  const { namespace: sent, ...metadata } = object.metadata;
  if (type.scope === 'Cluster') return { ...object, metadata };
  if (sent && sent !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  return { ...object, metadata: { ...metadata, namespace } };
}

/** @throws StatusError 400 if the object does not have the name of the request's path */
export function requireMatchingName(object: KubeObject, name: string): void {
  const sent = object.metadata.name;
  if (sent === name) return;
  if (!sent)
    throw badRequest('the name of the object must be given in metadata.name');
  throw badRequest(
    `the name of the object (${sent}) does not match the name on the URL (${name})`,
  );
}
