import type { CatalogUnitKey } from '../domain/CatalogUnit';
import type { GenerationRoutes } from './GenerationRoutes';

type MovedUnitsListener = (units: CatalogUnitKey[]) => void;

/** Notifies of the units of organizations that have moved to another generation, such as by an upgrade. */
export class MovedOrganizations {
  readonly #routes: GenerationRoutes;
  readonly #listeners = new Set<MovedUnitsListener>();

  constructor(routes: GenerationRoutes) {
    this.#routes = routes;
  }

  /** Notifies from now on. */
  follow(): void {
    for (const { platform } of this.#routes.sources) {
      platform.catalogUnits.subscribe({
        onRead: () => {
          const isRead = this.#routes.active.every(
            each => each.platform.hasRead,
          );
          if (isRead) this.#notify(this.#routes.findMoved());
        },
        onChange: units => {
          const names = units.flatMap(({ type, name }) =>
            type === 'organization' ? [name] : [],
          );
          if (names.length) this.#notify(this.#routes.findMoved(names));
        },
      });
    }
  }

  /** Returns a function that unsubscribes the listener. */
  subscribe(listener: MovedUnitsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify(units: CatalogUnitKey[]): void {
    if (!units.length) return;
    for (const listener of this.#listeners) listener(units);
  }
}
