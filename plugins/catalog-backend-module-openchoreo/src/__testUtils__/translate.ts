import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  CatalogUnit,
  CatalogUnitProblem,
} from '@promenade/backstage-plugin-openchoreo-node';
import { translateUnit, unitProblems } from '../translate/translateUnit';

/** The configuration of translations in tests. */
export const defaults = {
  defaultOwner: 'group:default/platform',
  defaultLifecycle: 'production',
  hasTemplates: true,
};

/** The entities of units, by entity ref. */
export function translate(...units: CatalogUnit[]): Map<string, Entity> {
  return new Map(
    units
      .flatMap(unit => translateUnit(unit, defaults))
      .map(entity => [stringifyEntityRef(entity), entity]),
  );
}

export const problemsOf = (unit: CatalogUnit): CatalogUnitProblem[] =>
  unitProblems(unit, defaults);
