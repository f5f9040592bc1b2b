import {
  resourceOwnerOf,
  validEntityRef,
  type CatalogUnitBase,
  type CatalogUnitProblem,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { TranslationDefaults } from './entityMeta';

type OwnedUnit = Pick<CatalogUnitBase, 'owners' | 'name' | 'resourceKind'>;

/**
 * The entity ref of an owner. Undefined for a text that the catalog does not accept as one.
 *
 * @param owner - an entity ref, or the name of a group
 */
export function ownerRef(owner: string): string | undefined {
  return validEntityRef(owner, 'Group');
}

/** The first valid owner of a unit, or else the default. */
export function ownerOf(
  unit: Pick<OwnedUnit, 'owners'>,
  { defaultOwner }: Pick<TranslationDefaults, 'defaultOwner'>,
): string {
  return resourceOwnerOf(unit) ?? defaultOwner;
}

/**
 * The invalid owner that the resource of a unit names, if it does. That of a project or organization is a problem of its own
 * unit only.
 */
export function ownerProblems(
  unit: OwnedUnit,
  defaults: Pick<TranslationDefaults, 'defaultOwner'>,
): CatalogUnitProblem[] {
  return unit.owners
    .filter(
      ({ value, declaredBy: { kind, name } }) =>
        kind === unit.resourceKind &&
        name === unit.name &&
        ownerRef(value) === undefined,
    )
    .map(({ value }) => ({
      path: 'metadata.annotations["openchoreo.dev/owner"]',
      message: `The owner "${value}" is neither an entity ref nor the name of a group. The owner of the entity is ${ownerOf(
        unit,
        defaults,
      )} instead`,
    }));
}
