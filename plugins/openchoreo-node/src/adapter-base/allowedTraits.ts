import {
  clusterComponentTypeKind,
  clusterTraitKind,
  componentTypeKind,
  traitKind,
  type ClusterComponentType,
  type ComponentType,
} from '@promenade/openchoreo-model';
import type { ResourceChange, ResourceReader } from '../cache/ResourceReader';
import type { CatalogUnitKey, TypeTrait } from '../domain/CatalogUnit';
import { unitBase } from './unitBase';
import { unitKeys } from './unitDefinitions';

type TypeResource = ComponentType | ClusterComponentType;

/** The kinds of traits. */
export const traitKinds = [traitKind, clusterTraitKind];

/** The traits that the components of a type may add. One that does not exist is left out. */
export function allowedTraits(
  reader: ResourceReader,
  { metadata: { namespace }, spec }: TypeResource,
): TypeTrait[] {
  return (spec.allowedTraits ?? []).flatMap(({ kind, name }) => {
    const found =
      kind === clusterTraitKind.kind
        ? reader.get(clusterTraitKind, { name })
        : reader.get(traitKind, { namespace, name });
    if (!found) return [];
    const { displayName, description } = unitBase(found, []);
    const parameterSchema = found.spec.parameters?.openAPIV3Schema;
    return [{ kind, name, displayName, description, parameterSchema }];
  });
}

/** The component types whose components may add a trait. */
export function typesThatAllow(
  { object: { kind, metadata } }: ResourceChange,
  reader: ResourceReader,
): CatalogUnitKey[] {
  const allows = (type: TypeResource) =>
    type.spec.allowedTraits?.some(
      trait => trait.kind === kind && trait.name === metadata.name,
    );
  const types = metadata.namespace
    ? reader.byIndex(componentTypeKind, 'organization', metadata.namespace)
    : reader.list(componentTypeKind);
  return [
    ...unitKeys('component-type', types.filter(allows)),
    ...unitKeys(
      'cluster-component-type',
      reader.list(clusterComponentTypeKind).filter(allows),
    ),
  ];
}
