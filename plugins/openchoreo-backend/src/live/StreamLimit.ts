/** A caller has too many streams open. Backstage responds with the status code. */
class TooManyStreamsError extends Error {
  override readonly name = 'TooManyStreamsError';
  readonly statusCode = 429;
}

/** Limits how many streams each caller has open at once. */
export class StreamLimit {
  readonly #max: number;
  readonly #message: string;
  readonly #counts = new Map<string, number>();

  /** @param message - for a caller who has all of them open, with the remedy */
  constructor(max: number, message: string) {
    this.#max = max;
    this.#message = message;
  }

  /**
   * Counts a stream of a caller.
   *
   * @param caller - name of a user or service
   * @returns how to count it no longer, which is called once
   * @throws TooManyStreamsError
   */
  take(caller: string): () => void {
    const count = this.#counts.get(caller) ?? 0;
    if (count >= this.#max) throw new TooManyStreamsError(this.#message);
    this.#counts.set(caller, count + 1);
    return () => {
      const left = (this.#counts.get(caller) ?? 1) - 1;
      if (left > 0) this.#counts.set(caller, left);
      else this.#counts.delete(caller);
    };
  }
}
