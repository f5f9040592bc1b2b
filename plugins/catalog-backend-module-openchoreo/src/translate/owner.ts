import {
  resourceOwnerOf,
  validEntityRef,
  type CatalogUnitBase,
  type CatalogUnitProblem,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { TranslationDefaults } from './entityMeta';

type OwnedUnit = Pick<CatalogUnitBase, 'owners' | 'resourceKind'>;

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

/** The path of the owner in the problems of a resource. */
export const ownerPath = 'metadata.annotations["openchoreo.dev/owner"]';

/** The valid owner that the resource of a unit names itself, and that is the owner of its entities. */
export function declaredOwnerOf(unit: OwnedUnit): string | undefined {
  const [declared] = declaredOwners(unit);
  return declared && ownerRef(declared.value);
}

/**
 * The invalid owner that the resource of a unit names, if it does. That of a project or organization is a problem of its own
 * unit only.
 */
export function ownerProblems(
  unit: OwnedUnit,
  defaults: Pick<TranslationDefaults, 'defaultOwner'>,
): CatalogUnitProblem[] {
  return declaredOwners(unit)
    .filter(({ value }) => ownerRef(value) === undefined)
    .map(({ value }) => ({
      path: ownerPath,
      message: `The owner "${value}" is neither an entity ref nor the name of a group. The owner of the entity is ${ownerOf(
        unit,
        defaults,
      )} instead`,
    }));
}

/**
 * What the resource of a unit names as owner. It has one annotation, so that this is at most one. Its kind identifies it: the
 * resources that it belongs to are of other kinds, and the name of an organization can have a prefix.
 */
function declaredOwners({ owners, resourceKind }: OwnedUnit) {
  return owners.filter(({ declaredBy }) => declaredBy.kind === resourceKind);
}
