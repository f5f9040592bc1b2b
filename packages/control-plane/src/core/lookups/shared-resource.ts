import { KubeObject } from '@promenade/kube-client';
import { Read, TypedResource } from '../../runtime/read';
import { indexes } from './indexes';

/** The organization whose environments and planes all others may use. */
export const sharedOrganization = 'default';

/** Looks an environment or a plane up as every controller does: in the organization itself, then in `default`. */
export function findShared<T extends KubeObject>(
  read: Read,
  type: TypedResource<T>,
  organization: string,
  name: string,
): T | undefined {
  return (
    read.get(type, { namespace: organization, name }) ??
    read.get(type, { namespace: sharedOrganization, name })
  );
}

/** The objects of a kind that may look such a resource up: those of its organization, or of all when it is in `default`. */
export function listUsersOfShared<T extends KubeObject>(
  read: Read,
  type: TypedResource<T>,
  { metadata }: KubeObject,
): T[] {
  return metadata.namespace === sharedOrganization
    ? read.list(type)
    : read.byIndex(type, indexes.namespace, metadata.namespace ?? '');
}
