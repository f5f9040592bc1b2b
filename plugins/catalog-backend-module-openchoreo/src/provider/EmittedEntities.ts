import { createHash } from 'node:crypto';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';

/** The changes that the catalog needs. */
export interface EntityDelta {
  added: Entity[];
  /** Entity refs. */
  removed: string[];
}

/** Translation creates object keys always in the same order, so equal entities have equal JSON. */
const hashOf = (entity: Entity) =>
  createHash('sha256').update(JSON.stringify(entity)).digest('base64');

/** The entities that the catalog was last given, by unit. Only differences to them are sent. */
export class EmittedEntities {
  readonly #hashes = new Map<string, Map<string, string>>();
  readonly #unitOf = new Map<string, string>();

  /** The number of entities. */
  get size(): number {
    return this.#unitOf.size;
  }

  /** The ids of the units that have entities. */
  units(): IterableIterator<string> {
    return this.#hashes.keys();
  }

  /** Records an entity that the catalog has from an earlier run. Its content is unknown, so it is sent again. */
  adopt(unit: string, ref: string): void {
    this.#set(unit, ref, '');
  }

  /** The changes after which the catalog has exactly `entities` for the unit. An entity of another unit is left out. */
  diff(unit: string, entities: readonly Entity[]): EntityDelta {
    const before = this.#hashes.get(unit) ?? new Map<string, string>();
    const wanted = new Map(
      entities
        .map(entity => [stringifyEntityRef(entity), entity] as const)
        .filter(([ref]) => (this.#unitOf.get(ref) ?? unit) === unit),
    );
    return {
      added: [...wanted]
        .filter(([ref, entity]) => before.get(ref) !== hashOf(entity))
        .map(([, entity]) => entity),
      removed: [...before.keys()].filter(ref => !wanted.has(ref)),
    };
  }

  /** Records changes that the catalog has accepted. */
  commit(unit: string, { added, removed }: EntityDelta): void {
    for (const ref of removed) {
      this.#hashes.get(unit)?.delete(ref);
      this.#unitOf.delete(ref);
    }
    for (const entity of added) {
      this.#set(unit, stringifyEntityRef(entity), hashOf(entity));
    }
    if (this.#hashes.get(unit)?.size === 0) this.#hashes.delete(unit);
  }

  #set(unit: string, ref: string, hash: string): void {
    const hashes = this.#hashes.get(unit) ?? new Map<string, string>();
    hashes.set(ref, hash);
    this.#hashes.set(unit, hashes);
    this.#unitOf.set(ref, unit);
  }
}
