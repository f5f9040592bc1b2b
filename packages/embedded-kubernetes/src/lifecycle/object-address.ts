import { badRequest } from '../api/status-errors';
import type { StoreKey } from '../store/store-event';
import { resourceNameOf, type KubeObject, type ServedType } from '../api/types';

/** Which object of a type. */
export interface ObjectAddress {
  /** '' for a cluster-scoped object. */
  namespace: string;
  name: string;
}

/** Where the store keeps an object. */
export function keyOf(type: ServedType, address: ObjectAddress): StoreKey {
  return {
    resource: resourceNameOf(type),
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
 * The object with the namespace that the request's path names; one that belongs
 * to no namespace loses what it says.
 * @throws StatusError if the object says another
 */
export function inNamespace(
  type: ServedType,
  object: KubeObject,
  namespace: string,
): KubeObject {
  const { namespace: said, ...metadata } = object.metadata;
  if (type.scope === 'Cluster') return { ...object, metadata };
  if (said && said !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  return { ...object, metadata: { ...metadata, namespace } };
}

/** @throws StatusError if the object has another name than the request's path */
export function refuseOtherName(object: KubeObject, name: string): void {
  const said = object.metadata.name;
  if (said === name) return;
  if (!said)
    throw badRequest('the name of the object must be given in metadata.name');
  throw badRequest(
    `the name of the object (${said}) does not match the name on the URL (${name})`,
  );
}
