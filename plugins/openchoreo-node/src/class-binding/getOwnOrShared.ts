import type {
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import { sharedOrganization } from '../domain/sharedOrganization';

/** The resource of an organization, or the shared one of that name where the organization has none. */
export function getOwnOrShared<T extends ResourceObject>(
  reader: ResourceReader,
  kind: ResourceKind<T>,
  organization: string,
  name: string,
): T | undefined {
  return (
    reader.get(kind, { namespace: organization, name }) ??
    reader.get(kind, { namespace: sharedOrganization, name })
  );
}
