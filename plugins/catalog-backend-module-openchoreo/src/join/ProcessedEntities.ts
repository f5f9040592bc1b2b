/** Time after which a processing is forgotten, in milliseconds. */
const processedMs = 600_000;

/** When entities were last processed on this instance. */
export class ProcessedEntities {
  /** As `performance.now()`, by entity ref. */
  readonly #processedAt = new Map<string, number>();

  record(entityRef: string): void {
    this.#processedAt.set(entityRef, performance.now());
  }

  /** Whether an entity was processed within the last milliseconds, of the last ten minutes. */
  has(entityRef: string, withinMs: number): boolean {
    const at = this.#processedAt.get(entityRef);
    return at !== undefined && performance.now() - at < withinMs;
  }

  /** Deletes what is too old to matter. */
  forgetOld(): void {
    for (const entityRef of this.#processedAt.keys()) {
      if (!this.has(entityRef, processedMs)) {
        this.#processedAt.delete(entityRef);
      }
    }
  }
}
