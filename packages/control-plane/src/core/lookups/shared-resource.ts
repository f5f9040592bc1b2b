import { KubeObject } from '@promenade/kube-client';
import { existsInCache } from '../../runtime/validation';
import { Read, TypedResource } from '../../runtime/read';
import { indexes } from './indexes';

/** The organization whose environments and data planes all others may use. */
export const sharedOrganization = 'default';

/** Names where a resource that may be shared is looked up, for messages: `"acme" or "default"`. */
export function searchedOrganizations(organization: string): string {
  return [...new Set([organization, sharedOrganization])]
    .map(name => `"${name}"`)
    .join(' or ');
}

/**
 * Finds an environment or data plane in the organization, then in `default`. A malformed one of the organization is not replaced
 * by that of `default`: what runs would move to another data plane.
 */
export function findShared<T extends KubeObject>(
  read: Read,
  type: TypedResource<T>,
  organization: string,
  name: string,
): T | undefined {
  const key = { namespace: organization, name };
  return existsInCache(read, type, key)
    ? read.get(type, key)
    : read.get(type, { namespace: sharedOrganization, name });
}

/** Lists the objects of a kind that may use an environment or data plane: those of its organization, or all if it is in `default`. */
export function listUsersOfShared<T extends KubeObject>(
  read: Read,
  type: TypedResource<T>,
  { metadata }: KubeObject,
): T[] {
  return metadata.namespace === sharedOrganization
    ? read.list(type)
    : read.byIndex(type, indexes.namespace, metadata.namespace ?? '');
}
