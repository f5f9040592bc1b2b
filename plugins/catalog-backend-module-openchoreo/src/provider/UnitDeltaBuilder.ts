import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitProblem,
  CatalogUnitSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { ComponentJoins } from '../join/ComponentJoins';
import { ownRefOf } from '../translate/component';
import type { TranslationDefaults } from '../translate/entityMeta';
import { translateUnit, unitProblems } from '../translate/translateUnit';
import type { EmittedEntities, EntityDelta } from './EmittedEntities';
import type { NameHandover } from './NameHandover';
import { refOf } from './refOf';
import type { SyncRecorder } from './SyncRecorder';
import { unitId } from './unitId';
import { givenProblems, type UnitProblems } from './UnitProblems';
import { validateEntity } from './validateEntity';

/** Number of units until other work of the process continues. */
const unitsPerTurn = 500;

/** The changes after which the catalog has the entities of a unit. */
export interface UnitDelta extends EntityDelta {
  unit: CatalogUnitKey;
  id: string;
  /** Whether the resource exists. */
  isFound: boolean;
  /** Kubernetes uid of the resource. */
  uid?: string;
  /** Undefined if the resource does not exist. */
  fingerprint?: string;
  /** Entity refs of all entities that the unit wants. */
  wanted: readonly string[];
  /** Own entities to remove because an entity of another location gets the name or has joined the component. No limit applies. */
  replaced: readonly string[];
  /** Which parts of the resource have no effect. */
  problems: readonly CatalogUnitProblem[];
}

/** @see UnitDeltaBuilder */
export interface UnitDeltaBuilderOptions extends TranslationDefaults {
  source: CatalogUnitSource;
  joins: ComponentJoins;
  handover: NameHandover;
  emitted: EmittedEntities;
  problems: UnitProblems;
  recorder: SyncRecorder;
  /** Is called with the id of each unit whose resource exists. */
  onFound: (id: string) => void;
  /** Is called with each unit that is not current, before it is translated. Undefined when its resource does not exist. */
  onChange: (key: CatalogUnitKey, unit: CatalogUnit | undefined) => void;
}

/** Translates units and compares their entities with those that the catalog was given. */
export class UnitDeltaBuilder {
  readonly #options: UnitDeltaBuilderOptions;

  constructor(options: UnitDeltaBuilderOptions) {
    this.#options = options;
  }

  /** Builds the deltas of units that differ from what the catalog was given. Reports units that cannot be translated. */
  async build(units: readonly CatalogUnitKey[]): Promise<UnitDelta[]> {
    const deltas: UnitDelta[] = [];
    for (const [index, unit] of units.entries()) {
      // Lets other work of the process continue.
      if (index % unitsPerTurn === unitsPerTurn - 1) await setImmediate();
      try {
        const id = unitId(unit);
        const found = this.#options.source.get(unit);
        if (found) this.#options.onFound(id);
        const fingerprint =
          found && fingerprintOf(found, this.#options.joins.fingerprint(found));
        if (fingerprint && this.#options.emitted.isCurrent(id, fingerprint)) {
          this.#options.recorder.recordEndOfChange(unit, false);
          continue;
        }
        this.#options.onChange(unit, found);
        const { entities, problems } = await this.#translate(unit, found);
        const diff = this.#options.emitted.diff(unit, entities);
        const isReplaced = (ref: string) =>
          (ref === ownRefOf(unit) && this.#isJoined(unit)) ||
          this.#options.handover.locationOf(ref) !== undefined;
        deltas.push({
          unit,
          id,
          isFound: found !== undefined,
          uid: found?.uid,
          fingerprint,
          wanted: entities.map(entity => refOf(entity)),
          problems,
          ...diff,
          removed: diff.removed.filter(ref => !isReplaced(ref)),
          replaced: diff.removed.filter(isReplaced),
        });
      } catch (error) {
        // The catalog keeps the entities that it has.
        this.#options.emitted.forgetContent(unit);
        this.#options.recorder.recordEndOfChange(unit, false);
        this.#options.problems.set(unit, [
          {
            path: '',
            message: `The entities are not updated: ${toError(error).message}`,
          },
        ]);
      }
    }
    return deltas;
  }

  /** Translates a unit if it exists. @throws Error when its entities would be invalid */
  async #translate(
    key: CatalogUnitKey,
    unit: CatalogUnit | undefined,
  ): Promise<Pick<UnitDelta, 'problems'> & { entities: Entity[] }> {
    const claimProblems = this.#options.joins.problems(key);
    if (!unit) return { entities: [], problems: claimProblems };
    const isJoined = this.#isJoined(key);
    const translated = translateUnit(
      unit,
      this.#options,
      this.#options.joins.refsOf(key),
    ).filter(({ kind }) => !isJoined || kind !== 'Component');
    const given = givenNames(translated, this.#options.handover);
    const entities = translated.filter(entity => !given.has(refOf(entity)));
    for (const entity of entities) {
      const error = await validateEntity(entity);
      if (error) throw new Error(error);
    }
    return {
      entities,
      problems: [
        ...unitProblems(unit, this.#options),
        ...claimProblems,
        ...givenProblems(given),
      ],
    };
  }

  /** Whether an entity of another location has joined the component. */
  #isJoined(unit: CatalogUnitKey): boolean {
    return (
      unit.type === 'component' &&
      this.#options.joins.joinedRef(unit) !== undefined
    );
  }
}

/** The locations that the names of entities are given to, by entity ref. */
function givenNames(
  entities: readonly Entity[],
  handover: NameHandover,
): Map<string, string> {
  return new Map(
    entities.flatMap(entity => {
      const entityRef = refOf(entity);
      const location = handover.locationOf(entityRef);
      return location === undefined ? [] : [[entityRef, location] as const];
    }),
  );
}

/** A hash of the content of a unit. Units are created with their keys always in the same order. */
function fingerprintOf(unit: CatalogUnit, joins: string): string {
  return hash('sha1', `${JSON.stringify(unit)}${joins}`, 'base64');
}
