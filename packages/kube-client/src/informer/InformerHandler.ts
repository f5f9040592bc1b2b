/**
 * What is called when objects change. Calls come one at a time and in order; a handler that throws or rejects is reported as a
 * `handlerError` event and disturbs nobody. Objects are frozen: copy what you want to change.
 *
 * @public
 */
export interface InformerHandler<T> {
  /**
   * An object is there. `initial` tells those that were there before the handler listened from those that came since.
   */
  onAdd?(object: T, about: { initial: boolean }): unknown;
  /** An object is another version now. `resync` tells a periodic repetition, with twice the same object, from a change. */
  onUpdate?(before: T, after: T, about: { resync: boolean }): unknown;
  /**
   * An object is gone. `stale` means that nobody saw it go: it was missing when everything was read again, so that this is the
   * last state known, not the last it had.
   */
  onDelete?(object: T, about: { stale: boolean }): unknown;
}
