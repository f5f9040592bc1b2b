import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import { unitId } from './unitId';

/**
 * The units that are to be compared with the catalog. They belong to scopes, and those of an incomplete scope wait until it is
 * complete.
 */
export class UnitQueue {
  readonly #units = new Map<string, Map<string, CatalogUnitKey>>();
  readonly #scopeOf: (unit: CatalogUnitKey) => string;
  readonly #isComplete: (scope: string) => boolean;

  constructor(
    scopeOf: (unit: CatalogUnitKey) => string,
    isComplete: (scope: string) => boolean,
  ) {
    this.#scopeOf = scopeOf;
    this.#isComplete = isComplete;
  }

  add(keys: Iterable<CatalogUnitKey>): void {
    for (const key of keys) {
      const scope = this.#scopeOf(key);
      const units = this.#units.get(scope) ?? new Map();
      this.#units.set(scope, units.set(unitId(key), key));
    }
  }

  /** The number of units. */
  get size(): number {
    return [...this.#units.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Whether there is a unit of a complete scope. */
  get hasReady(): boolean {
    return this.#readyScopes().length > 0;
  }

  /** Removes the units of complete scopes and returns them. */
  takeReady(): CatalogUnitKey[] {
    return this.#readyScopes().flatMap(scope => {
      const units = [...(this.#units.get(scope)?.values() ?? [])];
      this.#units.delete(scope);
      return units;
    });
  }

  #readyScopes(): string[] {
    return [...this.#units.keys()].filter(this.#isComplete);
  }
}
