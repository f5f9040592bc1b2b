import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitProblem,
  CatalogUnitSource,
  CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import { unitId } from '../provider/unitId';

type Listener = Parameters<CatalogUnitSource['subscribe']>[0];

/** Units that a test sets and deletes. */
export class InMemoryUnits implements CatalogUnitSource {
  readonly #units = new Map<string, CatalogUnit>();
  readonly #incompleteTypes = new Set<CatalogUnitType>();
  readonly #failing = new Set<string>();
  readonly #listeners = new Set<Listener>();

  set(...units: CatalogUnit[]): void {
    for (const unit of units) this.#units.set(unitId(unit), unit);
    this.#notify(units);
  }

  delete(...units: CatalogUnitKey[]): void {
    for (const unit of units) this.#units.delete(unitId(unit));
    this.#notify(units);
  }

  /** The reported problems by unit id. */
  readonly problems = new Map<string, string>();

  /** Makes an adapter fail on a unit. */
  setFailing(unit: CatalogUnitKey, isFailing = true): void {
    if (isFailing) this.#failing.add(unitId(unit));
    else this.#failing.delete(unitId(unit));
    this.#notify([unit]);
  }

  report(key: CatalogUnitKey, problems?: readonly CatalogUnitProblem[]): void {
    if (!problems) this.problems.delete(unitId(key));
    else {
      this.problems.set(
        unitId(key),
        problems.map(({ path, message }) => `${path}: ${message}`).join('; '),
      );
    }
  }

  /** Makes a type incomplete, as while one of its kinds cannot be read. */
  setIncomplete(type: CatalogUnitType): void {
    this.#incompleteTypes.add(type);
  }

  setComplete(type: CatalogUnitType): void {
    this.#incompleteTypes.delete(type);
    for (const { onRead } of this.#listeners) onRead();
  }

  isComplete(type: CatalogUnitType): boolean {
    return !this.#incompleteTypes.has(type);
  }

  list(type: CatalogUnitType): CatalogUnitKey[] {
    return [...this.#units.values()].filter(unit => unit.type === type);
  }

  get(key: CatalogUnitKey): CatalogUnit | undefined {
    if (this.#failing.has(unitId(key))) throw new Error('the adapter failed');
    return this.#units.get(unitId(key));
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify(units: CatalogUnitKey[]): void {
    for (const { onChange } of this.#listeners) onChange(units);
  }
}
