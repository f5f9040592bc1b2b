/**
 * Decides by the number of entities whether a comparison is needed: somebody has unregistered some, or a backend without this module
 * has removed all. The same difference is followed by one comparison, because a processor of the catalog may reject entities. One
 * that becomes smaller is followed by none, because the catalog is behind with its processing.
 */
export class CountCheck {
  #lastDifference = Infinity;
  /** The difference at the last comparison that followed a check. */
  #comparedDifference = 0;

  /**
   * @param accepted - the number of entities that the catalog has accepted
   * @param present - the number of entities that it has
   * @returns whether a comparison is needed
   */
  check(accepted: number, present: number): boolean {
    const difference = Math.abs(accepted - present);
    const isNew = difference !== 0 && difference !== this.#comparedDifference;
    const isNeeded = isNew && difference >= this.#lastDifference;
    if (isNeeded || difference === 0) this.#comparedDifference = difference;
    this.#lastDifference = difference;
    return isNeeded;
  }
}
