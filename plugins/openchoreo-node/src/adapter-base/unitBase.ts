import { annotations } from '@promenade/openchoreo-model';
import type { ResourceObject } from '../cache/ResourceReader';
import type { CatalogUnitBase } from '../domain/CatalogUnit';
import { commandAnnotations } from '../domain/commandAnnotations';
import { organizationNameOf } from '../domain/organizationNameOf';

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
