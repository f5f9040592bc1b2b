/** How a write is asked for, besides what is written. */
export interface WriteOptions {
  /** Who writes, for managedFields: the request's fieldManager, or the beginning of its User-Agent. */
  manager: string;
  /** What to do about fields that the kind does not have: refuse, warn and drop, or drop. */
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** Run everything, keep nothing. */
  dryRun: boolean;
  /** Server-side apply only: take over fields that others own. */
  force?: boolean;
  /** Collects what the client should be warned of. */
  warn(message: string): void;
}

/** How a deletion is asked for (`DeleteOptions`). */
export interface DeletionOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun: boolean;
}

/** Of the server's own writes: nothing to warn, and unknown fields cannot be. */
export const internalWrite: WriteOptions = {
  manager: 'promenade',
  fieldValidation: 'Ignore',
  dryRun: false,
  warn: () => {},
};
