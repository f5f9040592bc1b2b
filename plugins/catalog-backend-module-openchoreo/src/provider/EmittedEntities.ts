import { hash as computeHash } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import type { KnownEntity } from './CatalogReader';
import { refOf } from './refOf';
import { unitId } from './unitId';

/** The changes after which the catalog has exactly the entities of a unit. */
export interface EntityDelta {
  added: Entity[];
  /** Entity refs. */
  removed: string[];
  /** Entities that are left out because another unit has them, with the id of that unit. */
  conflicts: { entityRef: string; unit: string }[];
  /** Entity refs of wanted entities that the catalog accepted, but does not return. */
  lost: string[];
  /** Those of the lost entities that are to be removed before they are added again. */
  recreated: string[];
}

interface EmittedEntity {
  unit: CatalogUnitKey;
  /** Hash of the content, or undefined when it is not known what the catalog has. */
  hash?: string;
  /** Whether the last read of the catalog returned the entity. */
  isConfirmed: boolean;
  /** Since when the catalog did not return the entity, which it had accepted, as `performance.now()`. */
  missingSince?: number;
  /** Whether the catalog did not return the entity for so long that it will not without being told again. */
  isLost: boolean;
}

/**
 * If the catalog has accepted more entities than these without returning them, it is behind with its processing. They are not sent
 * again before they are overdue.
 */
const maxUnprocessed = 500;

/** Whether the catalog has an entity or was given it. Otherwise its name is only reserved. */
function isAccepted({ hash, isConfirmed }: EmittedEntity): boolean {
  return isConfirmed || hash !== undefined;
}

/** The hashes of entities, which are immutable, so that each is computed once. */
const hashes = new WeakMap<Entity, string>();

/** Translation creates object keys always in the same order, so equal entities have equal JSON. */
function hashOf(entity: Entity): string {
  const known = hashes.get(entity);
  if (known !== undefined) return known;
  const computed = computeHash('sha1', JSON.stringify(entity), 'base64');
  hashes.set(entity, computed);
  return computed;
}

/** The entities that the catalog was last given, by unit. Only differences to them are sent. */
export class EmittedEntities {
  readonly #lostAfterMs: number;
  readonly #entities = new Map<string, EmittedEntity>();
  readonly #refsOfUnit = new Map<string, Set<string>>();
  /** The fingerprints of the units whose entities the catalog has, by unit id. */
  readonly #fingerprints = new Map<string, string>();
  /** The units that want an entity which another unit has, by entity ref. */
  readonly #waiting = new Map<string, Map<string, CatalogUnitKey>>();

  /** @param lostAfterMs - time after which an accepted entity that the catalog does not return is lost */
  constructor(lostAfterMs: number) {
    this.#lostAfterMs = lostAfterMs;
  }

  /** The number of entities. */
  get size(): number {
    return this.#entities.size;
  }

  /** The number of entities that the catalog has or was given. */
  get acceptedCount(): number {
    let count = 0;
    for (const entity of this.#entities.values()) {
      if (isAccepted(entity)) count += 1;
    }
    return count;
  }

  /** The units that have entities. */
  units(): CatalogUnitKey[] {
    return [...this.#refsOfUnit.values()].flatMap(([ref]) => {
      const entity = this.#entities.get(ref);
      return entity ? [entity.unit] : [];
    });
  }

  /** The number of entities that the catalog has or was given, by kind. */
  countByKind(): { kind: string; count: number }[] {
    const counts = new Map<string, number>();
    for (const [entityRef, entity] of this.#entities) {
      if (!isAccepted(entity)) continue;
      const kind = entityRef.slice(0, entityRef.indexOf(':'));
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return [...counts]
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => a.kind.localeCompare(b.kind, 'en'));
  }

  /** The refs of the entities of a unit. */
  refsOf(unit: CatalogUnitKey): string[] {
    return [...(this.#refsOfUnit.get(unitId(unit)) ?? [])];
  }

  /** Whether a unit has entities, or has reserved names. */
  hasEntities(unit: CatalogUnitKey): boolean {
    return this.#refsOfUnit.has(unitId(unit));
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
   * Adopts the entities that the catalog has, so that those are removed which their units do not want. Those that it has lost are
   * sent again.
   *
   * @param isContentKnown - whether all others have the content that they were last given. Otherwise they are sent again as well,
   *   because the catalog may have got an older content from another instance
   */
  reconcile(
    known: readonly Pick<KnownEntity, 'unit' | 'entityRef'>[],
    { isContentKnown }: { isContentKnown: boolean },
  ): void {
    const now = performance.now();
    const knownRefs = new Set(known.map(({ entityRef }) => entityRef));
    const isBehind = this.#countUnprocessed(knownRefs) > maxUnprocessed;
    for (const [entityRef, entity] of this.#entities) {
      const isUnprocessed = isBehind && !entity.isConfirmed;
      entity.isConfirmed = knownRefs.has(entityRef);
      if (entity.isConfirmed) {
        entity.missingSince = undefined;
        entity.isLost = false;
      } else if (entity.hash !== undefined) {
        entity.missingSince ??= now;
        entity.isLost ||= this.#isOverdue(entity, now);
      }
      const isWaiting = isUnprocessed && !entity.isLost;
      if (isContentKnown && (entity.isConfirmed || isWaiting)) continue;
      entity.hash = undefined;
      this.#fingerprints.delete(unitId(entity.unit));
    }
    for (const { unit, entityRef } of known) {
      if (this.#entities.has(entityRef)) continue;
      this.#set(entityRef, { unit, isConfirmed: true, isLost: false });
      this.#fingerprints.delete(unitId(unit));
    }
  }

  /** The number of entities that the catalog has accepted, and has not returned yet. */
  #countUnprocessed(knownRefs: ReadonlySet<string>): number {
    let count = 0;
    for (const [entityRef, { hash, isConfirmed }] of this.#entities) {
      const isGiven = hash !== undefined && !isConfirmed;
      if (isGiven && !knownRefs.has(entityRef)) count += 1;
    }
    return count;
  }

  /**
   * Whether the catalog has exactly the entities of a unit with this fingerprint.
   *
   * @param id - of the unit
   */
  isCurrent(id: string, fingerprint: string): boolean {
    return this.#fingerprints.get(id) === fingerprint;
  }

  /**
   * Records that the catalog has the entities of a unit with a fingerprint, unless some of them are held back, taken or lost.
   *
   * @param entityRefs - of all entities that the unit wants
   */
  setCurrent(
    unit: CatalogUnitKey,
    fingerprint: string,
    entityRefs: readonly string[],
  ): void {
    const id = unitId(unit);
    const refs = this.#refsOfUnit.get(id) ?? new Set();
    const hasAll =
      refs.size === new Set(entityRefs).size &&
      entityRefs.every(ref => {
        const entity = refs.has(ref) ? this.#entities.get(ref) : undefined;
        return entity?.hash !== undefined && !entity.isLost;
      });
    if (hasAll) this.#fingerprints.set(id, fingerprint);
    else this.#fingerprints.delete(id);
  }

  /** Records that the content of the entities of a unit in the catalog is not known, so that they are sent again. */
  forgetContent(unit: CatalogUnitKey): void {
    const id = unitId(unit);
    this.#fingerprints.delete(id);
    for (const entityRef of this.#refsOfUnit.get(id) ?? []) {
      const entity = this.#entities.get(entityRef);
      if (entity) entity.hash = undefined;
    }
  }

  /** Compares the wanted entities of a unit with the emitted ones, and reserves the names of new ones for the unit. */
  diff(unit: CatalogUnitKey, entities: readonly Entity[]): EntityDelta {
    const id = unitId(unit);
    const wanted = new Map(entities.map(entity => [refOf(entity), entity]));
    const delta: EntityDelta = {
      added: [],
      removed: [],
      conflicts: [],
      lost: [],
      recreated: [],
    };
    const now = performance.now();
    for (const [entityRef, entity] of wanted) {
      const emitted = this.#entities.get(entityRef);
      const owner = emitted && unitId(emitted.unit);
      if (owner !== undefined && owner !== id) {
        this.#wait(entityRef, unit);
        delta.conflicts.push({ entityRef, unit: owner });
      } else if (emitted?.hash !== hashOf(entity)) {
        delta.added.push(entity);
        if (!emitted) {
          this.#set(entityRef, { unit, isConfirmed: false, isLost: false });
        }
      }
      if (emitted?.isLost) {
        delta.lost.push(entityRef);
        if (this.#isOverdue(emitted, now)) delta.recreated.push(entityRef);
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
    { added, removed, recreated }: EntityDelta,
  ): CatalogUnitKey[] {
    for (const entityRef of recreated) {
      const entity = this.#entities.get(entityRef);
      if (entity) entity.missingSince = undefined;
    }
    for (const entity of added) {
      const entityRef = refOf(entity);
      const before = this.#entities.get(entityRef);
      this.#set(entityRef, {
        isConfirmed: false,
        isLost: false,
        ...before,
        unit,
        hash: hashOf(entity),
      });
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
    this.#fingerprints.delete(id);
    const refs = this.#refsOfUnit.get(id);
    refs?.delete(entityRef);
    if (refs?.size === 0) this.#refsOfUnit.delete(id);
    this.#entities.delete(entityRef);
    const waiting = [...(this.#waiting.get(entityRef)?.values() ?? [])];
    this.#waiting.delete(entityRef);
    return waiting;
  }

  #isOverdue({ missingSince }: EmittedEntity, now: number): boolean {
    return (
      missingSince !== undefined && now - missingSince >= this.#lostAfterMs
    );
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
