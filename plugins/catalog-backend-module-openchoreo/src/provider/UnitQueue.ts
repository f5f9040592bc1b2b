import type {
  CatalogUnitKey,
  CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import { unitId } from './unitId';

/** The units that are to be compared with the catalog. Those of incomplete types wait until their type is complete. */
export class UnitQueue {
  readonly #units = new Map<CatalogUnitType, Map<string, CatalogUnitKey>>();
  readonly #isComplete: (type: CatalogUnitType) => boolean;

  constructor(isComplete: (type: CatalogUnitType) => boolean) {
    this.#isComplete = isComplete;
  }

  add(keys: Iterable<CatalogUnitKey>): void {
    for (const key of keys) {
      const units = this.#units.get(key.type) ?? new Map();
      this.#units.set(key.type, units.set(unitId(key), key));
    }
  }

  /** The number of units. */
  get size(): number {
    return [...this.#units.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Whether there is a unit of a complete type. */
  get hasReady(): boolean {
    return this.#readyTypes().length > 0;
  }

  /** Removes the units of complete types and returns them. */
  takeReady(): CatalogUnitKey[] {
    return this.#readyTypes().flatMap(type => {
      const units = [...(this.#units.get(type)?.values() ?? [])];
      this.#units.delete(type);
      return units;
    });
  }

  #readyTypes(): CatalogUnitType[] {
    return [...this.#units.keys()].filter(this.#isComplete);
  }
}
