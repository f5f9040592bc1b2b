import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CatalogUnitKey,
  CatalogUnitProblem,
  CatalogUnitSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import { ownerPath } from '../translate/owner';
import type { EntityDelta } from './EmittedEntities';
import { refOf } from './refOf';
import { unitId } from './unitId';

interface UnitState {
  /** The problems of its last translation. */
  problems: readonly CatalogUnitProblem[];
  /** By entity ref: the entities of other locations that the catalog rejects because the unit has the name. */
  rejectedEntities: Map<string, CatalogUnitProblem>;
  /** The owner that its resource names and that the catalog does not have. It is logged once for all units. */
  missingOwner?: CatalogUnitProblem;
  /** The last reported text. */
  reported: string;
  /** The last logged text. */
  logged: string;
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

  /** @param ownerRef - the owner that the resource names. Undefined resolves the problem */
  setMissingOwner(unit: CatalogUnitKey, ownerRef: string | undefined): void {
    if (ownerRef === undefined && !this.#states.has(unitId(unit))) return;
    this.#stateOf(unit).missingOwner =
      ownerRef === undefined
        ? undefined
        : {
            path: ownerPath,
            message: `The catalog does not have the owner ${ownerRef}. Add it to the catalog, or correct the annotation`,
          };
    this.#report(unit);
  }

  #stateOf(unit: CatalogUnitKey): UnitState {
    const id = unitId(unit);
    const state = this.#states.get(id) ?? {
      problems: [],
      rejectedEntities: new Map(),
      reported: '',
      logged: '',
    };
    this.#states.set(id, state);
    return state;
  }

  #report(unit: CatalogUnitKey): void {
    const id = unitId(unit);
    const state = this.#stateOf(unit);
    const own = [...state.problems, ...state.rejectedEntities.values()];
    const problems = state.missingOwner ? [...own, state.missingOwner] : own;
    if (!problems.length) this.#states.delete(id);
    const logged = textOf(own);
    if (logged && logged !== state.logged) {
      this.#logger.warn(`${id}: ${logged}`);
    }
    state.logged = logged;
    const reported = textOf(problems);
    if (reported === state.reported) return;
    state.reported = reported;
    if (problems.length) this.#source.report(unit, problems);
    else this.#source.report(unit);
  }
}

function textOf(problems: readonly CatalogUnitProblem[]): string {
  return problems.map(({ message }) => message).join('. ');
}

/**
 * The problems of a delta.
 *
 * @param origins - the origins of those added entities that the catalog has from elsewhere, by entity ref
 */
export function deltaProblems(
  delta: EntityDelta,
  origins: ReadonlyMap<string, string>,
): CatalogUnitProblem[] {
  return [...conflictProblems(delta, origins), ...lostProblems(delta, origins)];
}

/** @param given - the locations that the names of entities are given to, by entity ref */
export function givenProblems(
  given: ReadonlyMap<string, string>,
): CatalogUnitProblem[] {
  return [...given].map(([entityRef, location]) => ({
    path: 'metadata.name',
    message: `${location} has an entity ${entityRef}, which gets the name. Rename one of the two`,
  }));
}

/** The problems of entities that were written to the catalog and are not in it. */
function lostProblems(
  { lost }: EntityDelta,
  origins: ReadonlyMap<string, string>,
): CatalogUnitProblem[] {
  return lost
    .filter(entityRef => !origins.has(entityRef))
    .map(entityRef => ({
      path: '',
      message: `The catalog accepted the entity ${entityRef}, and does not have it. It is added again. If that does not help, a processor of the catalog rejects it: see its log`,
    }));
}

/** The problems of entities that are left out because their names are taken. */
function conflictProblems(
  { added, conflicts }: EntityDelta,
  origins: ReadonlyMap<string, string>,
): CatalogUnitProblem[] {
  const taken = [
    ...added.flatMap(entity => {
      const entityRef = refOf(entity);
      const origin = origins.get(entityRef);
      return origin === undefined ? [] : [{ entityRef, owner: origin }];
    }),
    ...conflicts.map(({ entityRef, unit }) => ({ entityRef, owner: unit })),
  ];
  return taken.map(({ entityRef, owner }) => ({
    path: 'metadata.name',
    message: `The entity ${entityRef} already exists and belongs to ${owner}. Rename one of the two`,
  }));
}
