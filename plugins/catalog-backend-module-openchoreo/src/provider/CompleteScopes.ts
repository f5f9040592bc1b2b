import {
  catalogUnitTypes,
  type CatalogUnitKey,
  type CatalogUnitSource,
  type CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';

/**
 * Records which units have been read completely. The units of a type and a control plane are complete together. Those of
 * organizations that no control plane has are complete when all control planes are.
 */
export class CompleteScopes {
  readonly #source: CatalogUnitSource;
  readonly #complete = new Set<string>();

  constructor(source: CatalogUnitSource) {
    this.#source = source;
  }

  /** The units that a unit is complete with, as a text. */
  scopeOf({ type, organization }: CatalogUnitKey): string {
    return scopeId(type, this.#source.sourceOf(organization));
  }

  /** Whether all units of a scope have been read. */
  isComplete(scope: string): boolean {
    return this.#complete.has(scope);
  }

  /**
   * Records what has been read since the last call.
   *
   * @returns the types with units that have become complete, and whether a unit is one of them
   */
  update(): {
    types: CatalogUnitType[];
    isAdded: (unit: CatalogUnitKey) => boolean;
  } {
    const source = this.#source;
    const added = new Set<string>();
    const types = catalogUnitTypes.filter(type => {
      const scopes = [...source.sourceNames, undefined]
        .filter(sourceName => source.isComplete(type, sourceName))
        .map(sourceName => scopeId(type, sourceName))
        .filter(scope => !this.#complete.has(scope));
      for (const scope of scopes) added.add(scope);
      return scopes.length > 0;
    });
    for (const scope of added) this.#complete.add(scope);
    return {
      types,
      isAdded: unit => added.has(this.scopeOf(unit)),
    };
  }
}

function scopeId(
  type: CatalogUnitType,
  sourceName: string | undefined,
): string {
  return `${type} ${sourceName ?? ''}`;
}
