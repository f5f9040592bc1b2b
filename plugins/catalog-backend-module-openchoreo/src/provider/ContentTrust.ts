/**
 * Number of comparisons between two that send all entities again. The catalog logs an update that it could not store, and does not
 * report it to the provider.
 */
const trustingComparisons = 5;

/** Decides which comparisons trust that the catalog has the content that it was given. The others send all entities again. */
export class ContentTrust {
  #left = 0;

  /** Begins a comparison. @returns whether it trusts the content */
  begin(): boolean {
    if (this.#left > 0) {
      this.#left -= 1;
      return true;
    }
    this.#left = trustingComparisons;
    return false;
  }

  /** Makes the next comparison send all entities. */
  reset(): void {
    this.#left = 0;
  }
}
