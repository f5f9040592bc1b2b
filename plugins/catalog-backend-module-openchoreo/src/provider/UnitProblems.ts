import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CatalogUnitKey,
  CatalogUnitProblem,
  CatalogUnitSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import { unitId } from './unitId';

interface UnitState {
  /** The problems of its last translation. */
  problems: readonly CatalogUnitProblem[];
  /** By entity ref: the entities of other locations that the catalog rejects because the unit has the name. */
  rejectedEntities: Map<string, CatalogUnitProblem>;
  /** The last reported text. */
  reported: string;
}

/** Reports the problems of units when they change: to the log and to the list of rejected resources. */
export class UnitProblems {
  readonly #source: CatalogUnitSource;
  readonly #logger: LoggerService;
  readonly #states = new Map<string, UnitState>();

  constructor(options: { source: CatalogUnitSource; logger: LoggerService }) {
    this.#source = options.source;
    this.#logger = options.logger;
  }

  /** Sets the problems of the last translation of a unit. An empty list resolves the earlier ones. */
  set(unit: CatalogUnitKey, problems: readonly CatalogUnitProblem[]): void {
    if (!problems.length && !this.#states.has(unitId(unit))) return;
    this.#stateOf(unit).problems = problems;
    this.#report(unit);
  }

  addRejectedEntity(
    unit: CatalogUnitKey,
    entityRef: string,
    location: string,
  ): void {
    this.#stateOf(unit).rejectedEntities.set(entityRef, {
      path: 'metadata.name',
      message: `The catalog rejects the entity ${entityRef} of ${location}, because this resource has the same name. Rename one of the two`,
    });
    this.#report(unit);
  }

  /** Resolves the rejection of entities whose names the unit does not use any more. */
  removeRejectedEntities(
    unit: CatalogUnitKey,
    entityRefs: readonly string[],
  ): void {
    const state = this.#states.get(unitId(unit));
    for (const entityRef of entityRefs) {
      state?.rejectedEntities.delete(entityRef);
    }
  }

  #stateOf(unit: CatalogUnitKey): UnitState {
    const id = unitId(unit);
    const state = this.#states.get(id) ?? {
      problems: [],
      rejectedEntities: new Map(),
      reported: '',
    };
    this.#states.set(id, state);
    return state;
  }

  #report(unit: CatalogUnitKey): void {
    const id = unitId(unit);
    const state = this.#stateOf(unit);
    const problems = [...state.problems, ...state.rejectedEntities.values()];
    const text = problems.map(({ message }) => message).join('. ');
    if (!problems.length) this.#states.delete(id);
    if (text === state.reported) return;
    state.reported = text;
    if (problems.length) {
      this.#logger.warn(`${id}: ${text}`);
      this.#source.report(unit, problems);
    } else {
      this.#source.report(unit);
    }
  }
}
