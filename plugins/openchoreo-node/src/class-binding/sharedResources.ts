import type {
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import type { SharedResourceRef } from '../domain/CatalogUnit';
import { sharedOrganization } from '../domain/sharedOrganization';

/** The resources of a kind that may refer to a resource: those of its organization, or all when it is shared. */
export function usersOf<T extends ResourceObject>(
  reader: ResourceReader,
  kind: ResourceKind<T>,
  { organization }: SharedResourceRef,
): readonly T[] {
  return organization === sharedOrganization
    ? reader.list(kind)
    : reader.byIndex(kind, 'organization', organization);
}

/** Whether a resource that refers to a name refers to this resource, and not to one of its own organization. */
export function isMeant<T extends ResourceObject>(
  reader: ResourceReader,
  kind: ResourceKind<T>,
  { metadata: { namespace = '' } }: ResourceObject,
  { organization, name }: SharedResourceRef,
): boolean {
  return namespace === organization || !reader.get(kind, { namespace, name });
}
