/**
 * Options of every call.
 *
 * @public
 */
export interface CallOptions {
  /** Aborts the call, which then throws the reason of the signal. */
  signal?: AbortSignal;
  /** Timeout in milliseconds. Default: that of the client. */
  timeoutMs?: number;
}

/**
 * Options of every write.
 *
 * @public
 */
export interface WriteOptions extends CallOptions {
  /** Field manager that owns the written fields. */
  fieldManager?: string;
  /** Process the request without storing the result. */
  dryRun?: boolean;
  /** How the server handles unknown fields. Default of the server: Warn. */
  fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  /** For example `status` and `scale`. */
  subresource?: string;
}

/** @public */
export interface PatchOptions extends WriteOptions {
  /** `strategic` works with built-in types only. */
  type: 'merge' | 'json' | 'strategic';
}

/** @public */
export interface ApplyOptions extends WriteOptions {
  fieldManager: string;
  /** Take over fields of other managers instead of failing with a conflict. */
  force?: boolean;
}

/** @public */
export interface StatusOptions
  extends CallOptions,
    Pick<WriteOptions, 'fieldManager' | 'fieldValidation'> {
  /** Fail with a conflict if the object has another resource version. */
  resourceVersion?: string;
}

/** @public */
export interface DeleteOptions extends CallOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** Fail with a conflict unless these match. */
  preconditions?: { uid?: string; resourceVersion?: string };
  gracePeriodSeconds?: number;
  dryRun?: boolean;
}

/** @public */
export interface ListOptions extends CallOptions {
  /** Default: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Read only the metadata of objects: the server does not send other fields, such as the data of Secrets. */
  metadataOnly?: boolean;
  /** Page size. All pages are read. Default 500. */
  limit?: number;
  /** `0` allows any version from the cache of the server. Default: the current version. */
  resourceVersion?: string;
}

/** @public */
export interface WatchOptions {
  /** Aborts the watch. */
  signal: AbortSignal;
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Watch only the metadata of objects. */
  metadataOnly?: boolean;
  /** Start version. Without it or with `0`, the existing objects are sent first as ADDED events. */
  resourceVersion?: string;
  /** Time after which the server ends the watch. */
  timeoutSeconds?: number;
  allowWatchBookmarks?: boolean;
  /** Send the existing objects first and mark their end by a bookmark (WatchList, Kubernetes 1.34 and later). */
  sendInitialEvents?: boolean;
  /** Called for each received chunk. */
  onActivity?: () => void;
}

/** @public */
export interface PodLogOptions {
  /** Ends the log. */
  signal: AbortSignal;
  /** Needed for a pod with several containers. */
  container?: string;
  /** Send new lines, until the container exits. */
  follow?: boolean;
  /** The log of the run before the last restart. */
  previous?: boolean;
  /** Begin each line with its time. */
  timestamps?: boolean;
  /** Only lines from this time on, in RFC 3339. */
  sinceTime?: string;
  /** Only the last lines. */
  tailLines?: number;
  /** Only so many bytes. */
  limitBytes?: number;
}
