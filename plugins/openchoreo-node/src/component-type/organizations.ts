import type { ResourceReader } from '../cache/ResourceReader';
import type { OrganizationSnapshot } from '../domain/OrganizationSnapshot';
import { environmentsOf } from './environments';
import { namespaceKind, projectKind, type Namespace } from './tenantKinds';

export const controlPlaneLabel = 'openchoreo.dev/control-plane';

/** Whether a namespace is an organization. */
export function isOrganization({ metadata }: Namespace): boolean {
  return metadata.labels?.[controlPlaneLabel] === 'true';
}

/** Whether the namespace of a name exists and is an organization. */
export function isLabelled(reader: ResourceReader, name: string): boolean {
  const namespace = reader.get(namespaceKind, { name });
  return namespace !== undefined && isOrganization(namespace);
}

/** The names of all organizations: of namespaces with the label, and of those with projects. */
export function organizationNames(reader: ResourceReader): string[] {
  return [
    ...new Set([
      ...reader
        .list(namespaceKind)
        .filter(isOrganization)
        .map(({ metadata }) => metadata.name),
      ...reader
        .list(projectKind)
        .flatMap(({ metadata }) => metadata.namespace ?? []),
    ]),
  ];
}

/** What the components of an organization may use. Undefined when the organization does not exist. */
export function organizationSnapshot(
  reader: ResourceReader,
  name: string,
): OrganizationSnapshot | undefined {
  const [project] = reader.byIndex(projectKind, 'organization', name);
  // A namespace with projects is an organization, too: the account of the backend may not be allowed to read namespaces.
  if (!project && !isLabelled(reader, name)) return undefined;
  return {
    name,
    environments: [...environmentsOf(reader, name).values()],
    configurationGroups: [],
  };
}
