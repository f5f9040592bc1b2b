/**
 * What any call may be given.
 *
 * @public
 */
export interface CallOptions {
  /** Ends the call; it then throws the signal's reason. */
  signal?: AbortSignal;
  /** Instead of the client's time limit, in milliseconds. */
  timeoutMs?: number;
}

/**
 * What any write may be given.
 *
 * @public
 */
export interface WriteOptions extends CallOptions {
  /** Who owns the fields that are written. */
  fieldManager?: string;
  /** Let the server do everything but store it. */
  dryRun?: boolean;
  /** What becomes of unknown fields. The server's default is Warn. */
  fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  /** `status`, `scale`, … */
  subresource?: string;
}

/** @public */
export interface PatchOptions extends WriteOptions {
  /** `strategic` is for built-in types only. */
  type: 'merge' | 'json' | 'strategic';
}

/** @public */
export interface ApplyOptions extends WriteOptions {
  fieldManager: string;
  /** Take fields over from other managers instead of failing with a conflict. */
  force?: boolean;
}

/** @public */
export interface StatusOptions extends CallOptions {
  /** Fail with a conflict if the object is another version by now. */
  resourceVersion?: string;
  fieldManager?: string;
}

/** @public */
export interface DeleteOptions extends CallOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** Only if it is still this one. */
  preconditions?: { uid?: string; resourceVersion?: string };
  gracePeriodSeconds?: number;
  dryRun?: boolean;
}

/** @public */
export interface ListOptions extends CallOptions {
  /** All namespaces if absent. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Read the metadata of the objects only: what else is in them, such as the content of Secrets, is never sent. */
  metadataOnly?: boolean;
  /** Objects per request. Every page is read, whatever it is. Default 500. */
  limit?: number;
  /** `0` lets the server answer from its cache, however old; absent asks for the present state. */
  resourceVersion?: string;
}

/** @public */
export interface WatchOptions {
  /** Ends the watch. */
  signal: AbortSignal;
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Watch the metadata of the objects only. */
  metadataOnly?: boolean;
  /** Watch from here on; absent or `0`, first the present state as ADDED events. */
  resourceVersion?: string;
  /** When the server is to end the watch. */
  timeoutSeconds?: number;
  allowWatchBookmarks?: boolean;
  /** The present state first, its end marked by a bookmark (WatchList, Kubernetes 1.34 and later). */
  sendInitialEvents?: boolean;
  /** Called whenever bytes arrive. */
  onActivity?: () => void;
}
