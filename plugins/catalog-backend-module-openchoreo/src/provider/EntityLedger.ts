import { createHash } from 'node:crypto';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';

/** What has to change in the catalog. */
export interface EntityDelta {
  added: Entity[];
  /** Entity refs. */
  removed: string[];
}

/** The digest of an entity. Object keys keep the order that translation gives them, which is always the same. */
const digestOf = (entity: Entity) =>
  createHash('sha256').update(JSON.stringify(entity)).digest('base64');

/**
 * Remembers what the catalog was last given for each unit, so that only differences are sent: both what a unit gained and
 * what it lost. What was computed counts only once `commit` says that the catalog took it.
 */
export class EntityLedger {
  readonly #units = new Map<string, Map<string, string>>();
  readonly #owners = new Map<string, string>();

  /** How many entities the catalog was given. */
  get size(): number {
    return this.#owners.size;
  }

  /** The units that have entities in the catalog. */
  units(): IterableIterator<string> {
    return this.#units.keys();
  }

  /** Records an entity that the catalog holds from an earlier run; its content is not known, so it is sent again. */
  adopt(unit: string, ref: string): void {
    this.#put(unit, ref, '');
  }

  /** What the catalog needs so that it holds exactly `entities` for the unit. An entity that another unit gave is left to that one. */
  diff(unit: string, entities: readonly Entity[]): EntityDelta {
    const before = this.#units.get(unit) ?? new Map<string, string>();
    const wanted = new Map(
      entities
        .map(entity => [stringifyEntityRef(entity), entity] as const)
        .filter(([ref]) => (this.#owners.get(ref) ?? unit) === unit),
    );
    return {
      added: [...wanted]
        .filter(([ref, entity]) => before.get(ref) !== digestOf(entity))
        .map(([, entity]) => entity),
      removed: [...before.keys()].filter(ref => !wanted.has(ref)),
    };
  }

  /** Records what the catalog took. */
  commit(unit: string, { added, removed }: EntityDelta): void {
    for (const ref of removed) {
      this.#units.get(unit)?.delete(ref);
      this.#owners.delete(ref);
    }
    for (const entity of added)
      this.#put(unit, stringifyEntityRef(entity), digestOf(entity));
    if (this.#units.get(unit)?.size === 0) this.#units.delete(unit);
  }

  #put(unit: string, ref: string, digest: string): void {
    const refs = this.#units.get(unit) ?? new Map<string, string>();
    refs.set(ref, digest);
    this.#units.set(unit, refs);
    this.#owners.set(ref, unit);
  }
}
