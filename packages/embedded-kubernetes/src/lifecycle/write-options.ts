/** The options of a write request. */
export interface WriteOptions {
  /** The manager for managedFields: the request's fieldManager, or the first part of its User-Agent. */
  manager: string;
  /** How unknown fields are handled: rejected, dropped with a warning, or dropped. */
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** Whether nothing is stored. */
  dryRun: boolean;
  /** Server-side apply only: whether to take over fields of other managers. */
  force?: boolean;
  /** Adds a warning for the client. */
  warn(message: string): void;
}

/** The options of a deletion (`DeleteOptions`). */
export interface DeletionOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun: boolean;
}

/** The options of the server's own writes. */
export const internalWriteOptions: WriteOptions = {
  manager: 'promenade',
  fieldValidation: 'Ignore',
  dryRun: false,
  warn: () => {},
};
