/**
 * The right to write entities. Several instances of the backend that share a database have one lease, which at most one of them
 * holds.
 */
export interface WriterLease {
  /** Whether this instance holds the lease, as far as it knows. */
  readonly isHeld: boolean;
  /** Starts to acquire and renew the lease. Calls the listener each time that this instance acquires it. */
  start(onAcquired: () => void): void;
  /**
   * Runs a write during which no other instance can acquire the lease.
   *
   * @returns false when this instance does not hold the lease. The write is not run then
   * @throws what the write throws, or an error of the database
   */
  run(write: () => Promise<void>): Promise<boolean>;
  /** Releases the lease after the write that is in progress, so that another instance acquires it at once. Never rejects. */
  stop(): Promise<void>;
}

/** The lease of the only instance: a database of SQLite belongs to one process. */
export const soleWriter: WriterLease = {
  isHeld: true,
  start: onAcquired => onAcquired(),
  async run(write) {
    await write();
    return true;
  },
  stop: async () => {},
};
