/** How many entities may be removed at once without confirmation. Configured as `removalCeiling`. */
export interface RemovalLimit {
  /** Up to this number of removals needs no confirmation. */
  count: number;
  /** Up to this share (0 to 1) of all entities needs no confirmation. */
  share: number;
}

export const defaultRemovalLimit: RemovalLimit = { count: 20, share: 0.1 };

/** The removals of a unit. */
export interface UnitRemovals {
  id: string;
  removed: readonly string[];
  /** Whether it is certain that they are to be removed, as after a deletion that a watch reported. */
  isCertain?: boolean;
  /** Whether it needs confirmation whatever the limits, as while its control plane is not read completely. */
  isUncertain?: boolean;
}

/** The removals of a unit that are held back. */
export interface HeldRemovals extends UnitRemovals {
  since: Date;
}

/**
 * Holds removals back that exceed both limits, until they are confirmed: an incomplete read looks like a mass deletion. A held
 * removal stays held whatever else changes meanwhile.
 */
export class RemovalGuard {
  readonly #limit: RemovalLimit;
  /** By id. */
  readonly #held = new Map<string, HeldRemovals>();
  readonly #confirmed = new Set<string>();

  constructor(limit: RemovalLimit) {
    this.#limit = limit;
  }

  /** The removals that are held back now. */
  held(): HeldRemovals[] {
    return [...this.#held.values()];
  }

  /**
   * Decides which units must not remove entities now.
   *
   * @param units - the units that are compared now
   * @param total - number of entities that the catalog was given
   * @returns the ids of all held units among them, and of those that are held from now on
   */
  check(
    units: readonly UnitRemovals[],
    total: number,
  ): { held: ReadonlySet<string>; newlyHeld: string[] } {
    const removing = units.filter(({ removed }) => removed.length > 0);
    const removingIds = new Set(removing.map(({ id }) => id));
    for (const { id, isCertain } of units) {
      // The resources of the unit came back, or were deleted for certain.
      if (!removingIds.has(id) || isCertain) this.#held.delete(id);
    }
    const unconfirmed = removing.filter(
      ({ id, isCertain }) =>
        !isCertain && !this.#held.has(id) && !this.#confirmed.has(id),
    );
    for (const { id } of units) this.#confirmed.delete(id);
    const removals = unconfirmed.reduce(
      (sum, { removed }) => sum + removed.length,
      0,
    );
    const since = new Date();
    const exceedsLimit = this.exceedsLimit(removals, total);
    const newlyHeld = unconfirmed.filter(
      ({ isUncertain }) => exceedsLimit || isUncertain,
    );
    for (const { id, removed, isUncertain } of newlyHeld) {
      this.#held.set(id, { id, removed, isUncertain, since });
    }
    return {
      held: new Set(
        removing.map(({ id }) => id).filter(id => this.#held.has(id)),
      ),
      newlyHeld: newlyHeld.map(({ id }) => id),
    };
  }

  isHeld(id: string): boolean {
    return this.#held.has(id);
  }

  /** Releases units that are still held. Their next removals are confirmed. */
  confirm(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.#held.delete(id)) this.#confirmed.add(id);
    }
  }

  /** Whether a number of removals exceeds both limits. */
  exceedsLimit(removals: number, total: number): boolean {
    const { count, share } = this.#limit;
    return removals > count && removals > total * share;
  }
}
