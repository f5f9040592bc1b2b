import { annotations } from '@promenade/openchoreo-model';
import type { ResourceObject } from '../cache/ResourceReader';
import type { CatalogUnitBase } from '../domain/CatalogUnit';
import { commandAnnotations } from '../domain/commandAnnotations';
import { sharedOrganization } from '../domain/sharedOrganization';

/** Identity and ownership of a resource. @param ownersNearestFirst - the resource, then what it belongs to; undefined for what does not exist */
export function unitBase(
  { kind, metadata }: ResourceObject,
  ownersNearestFirst: readonly (ResourceObject | undefined)[],
): CatalogUnitBase {
  const given = metadata.annotations ?? {};
  return {
    organization: organizationNameOf(kind, metadata),
    name: metadata.name,
    resourceKind: kind,
    uid: metadata.uid,
    displayName: given[annotations.displayName],
    description: given[annotations.description],
    annotations: metadata.annotations,
    owners: ownerAnnotationsOf(ownersNearestFirst),
  };
}

/** The kinds of organizations of the generations. */
const organizationKinds: ReadonlySet<string> = new Set([
  'Organization',
  'Namespace',
]);

/** The organization of a unit. An organization belongs to itself, and any other resource without a namespace to the shared one. */
export function organizationNameOf(
  kind: string,
  { namespace, name }: ResourceObject['metadata'],
): string {
  return organizationKinds.has(kind) ? name : namespace ?? sharedOrganization;
}

function ownerAnnotationsOf(
  resources: readonly (ResourceObject | undefined)[],
): CatalogUnitBase['owners'] {
  return resources.flatMap(resource => {
    const value = resource?.metadata.annotations?.[commandAnnotations.owner];
    if (!resource || value === undefined) return [];
    const { kind, metadata } = resource;
    return { value: value.trim(), declaredBy: { kind, name: metadata.name } };
  });
}
