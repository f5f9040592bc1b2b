import { createHash } from 'node:crypto';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import type { KnownEntity } from './CatalogReader';
import { unitId } from './unitId';

/** The changes after which the catalog has exactly the entities of a unit. */
export interface EntityDelta {
  added: Entity[];
  /** Entity refs. */
  removed: string[];
  /** Entities that are left out because another unit has them, with the id of that unit. */
  conflicts: { entityRef: string; unit: string }[];
}

interface EmittedEntity {
  unit: CatalogUnitKey;
  /** Hash of the content, or undefined when it is not known what the catalog has. */
  hash?: string;
  /** Whether the last read of the catalog returned the entity. */
  isConfirmed: boolean;
}

/** Translation creates object keys always in the same order, so equal entities have equal JSON. */
const hashOf = (entity: Entity) =>
  createHash('sha256').update(JSON.stringify(entity)).digest('base64');

/** The entities that the catalog was last given, by unit. Only differences to them are sent. */
export class EmittedEntities {
  readonly #entities = new Map<string, EmittedEntity>();
  readonly #refsOfUnit = new Map<string, Set<string>>();
  /** The units that want an entity which another unit has, by entity ref. */
  readonly #waiting = new Map<string, Map<string, CatalogUnitKey>>();

  /** The number of entities. */
  get size(): number {
    return this.#entities.size;
  }

  /** The units that have entities. */
  units(): CatalogUnitKey[] {
    return [...this.#refsOfUnit.values()].flatMap(([ref]) => {
      const entity = this.#entities.get(ref);
      return entity ? [entity.unit] : [];
    });
  }

  /** The unit that has an entity. */
  unitOf(entityRef: string): CatalogUnitKey | undefined {
    return this.#entities.get(entityRef)?.unit;
  }

  /** Whether the last read of the catalog returned an entity. */
  isConfirmed(entityRef: string): boolean {
    return this.#entities.get(entityRef)?.isConfirmed ?? false;
  }

  /**
   * Adopts the entities that the catalog has, so that those are removed which their units do not want. All others are sent
   * again, because the catalog may have lost them or may have got an older content.
   */
  reconcile(known: readonly KnownEntity[]): void {
    for (const entity of this.#entities.values()) {
      entity.isConfirmed = false;
      entity.hash = undefined;
    }
    for (const { unit, entityRef } of known) {
      const entity = this.#entities.get(entityRef);
      if (entity) entity.isConfirmed = true;
      else this.#set(entityRef, { unit, isConfirmed: true });
    }
  }

  /** Compares the wanted entities of a unit with the emitted ones, and reserves the names of new ones for the unit. */
  diff(unit: CatalogUnitKey, entities: readonly Entity[]): EntityDelta {
    const id = unitId(unit);
    const wanted = new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
    const delta: EntityDelta = { added: [], removed: [], conflicts: [] };
    for (const [entityRef, entity] of wanted) {
      const emitted = this.#entities.get(entityRef);
      const owner = emitted && unitId(emitted.unit);
      if (owner !== undefined && owner !== id) {
        this.#wait(entityRef, unit);
        delta.conflicts.push({ entityRef, unit: owner });
      } else if (emitted?.hash !== hashOf(entity)) {
        delta.added.push(entity);
        if (!emitted) this.#set(entityRef, { unit, isConfirmed: false });
      }
    }
    for (const entityRef of this.#refsOfUnit.get(id) ?? []) {
      if (!wanted.has(entityRef)) delta.removed.push(entityRef);
    }
    return delta;
  }

  /**
   * Records changes that the catalog has accepted.
   *
   * @returns the units that want an entity which is free now
   */
  commit(
    unit: CatalogUnitKey,
    { added, removed }: Pick<EntityDelta, 'added' | 'removed'>,
  ): CatalogUnitKey[] {
    for (const entity of added) {
      const entityRef = stringifyEntityRef(entity);
      const isConfirmed = this.isConfirmed(entityRef);
      this.#set(entityRef, { unit, hash: hashOf(entity), isConfirmed });
    }
    return removed.flatMap(entityRef => this.remove(entityRef));
  }

  /**
   * Removes an entity that the catalog has no more, or not from this provider.
   *
   * @returns the units that want it
   */
  remove(entityRef: string): CatalogUnitKey[] {
    const entity = this.#entities.get(entityRef);
    if (!entity) return [];
    const id = unitId(entity.unit);
    const refs = this.#refsOfUnit.get(id);
    refs?.delete(entityRef);
    if (refs?.size === 0) this.#refsOfUnit.delete(id);
    this.#entities.delete(entityRef);
    const waiting = [...(this.#waiting.get(entityRef)?.values() ?? [])];
    this.#waiting.delete(entityRef);
    return waiting;
  }

  #set(entityRef: string, entity: EmittedEntity): void {
    const id = unitId(entity.unit);
    this.#entities.set(entityRef, entity);
    this.#refsOfUnit.set(
      id,
      (this.#refsOfUnit.get(id) ?? new Set()).add(entityRef),
    );
  }

  #wait(entityRef: string, unit: CatalogUnitKey): void {
    const units = this.#waiting.get(entityRef) ?? new Map();
    this.#waiting.set(entityRef, units.set(unitId(unit), unit));
  }
}
