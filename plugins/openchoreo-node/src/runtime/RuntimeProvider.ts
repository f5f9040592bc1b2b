import type {
  LogLine,
  RuntimeEvent,
} from '@promenade/backstage-plugin-openchoreo-common';

/**
 * An object of the data plane in a namespace.
 *
 * @public
 */
export interface NamespacedObject {
  kind: string;
  namespace: string;
  name: string;
}

/**
 * A controller that created an object.
 *
 * @public
 */
export interface LiveOwner {
  kind: string;
  name: string;
  uid: string;
}

/**
 * An object that a controller created for a workload.
 *
 * @public
 */
export interface LiveObject extends NamespacedObject {
  uid: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  owner?: LiveOwner;
  /** ISO 8601 time. */
  createdAt?: string;
  isBeingDeleted: boolean;
  spec: unknown;
  status: unknown;
}

/**
 * Selects the objects of a workload.
 *
 * @public
 */
export interface WorkloadSelector {
  namespace: string;
  labels: Readonly<Record<string, string>>;
}

/** The kinds of objects that controllers create for workloads. */
export const liveKinds = ['ReplicaSet', 'Job', 'Pod'] as const;

/** @public */
export type LiveKind = (typeof liveKinds)[number];

/**
 * Which part of a log to read.
 *
 * @public
 */
export interface LogRequest {
  namespace: string;
  pod: string;
  container?: string;
  previous?: boolean;
  follow?: boolean;
  /** ISO 8601 time. */
  since?: string;
  /** The most lines, the newest. */
  tail?: number;
}

/**
 * What a pod uses now.
 *
 * @public
 */
export interface PodUsage {
  pod: string;
  /** ISO 8601 time of the measurement. */
  at: string;
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
}

/**
 * Reads what runs on a data plane or a build plane. Each function throws a Backstage error with the remedy.
 *
 * @public
 */
export interface RuntimeProvider {
  list(
    kind: LiveKind,
    selector: WorkloadSelector,
    signal?: AbortSignal,
  ): Promise<LiveObject[]>;
  /** Undefined when it does not exist. */
  pod(key: {
    namespace: string;
    name: string;
  }): Promise<LiveObject | undefined>;
  /** Of the pods that run, in no particular order. */
  podUsage(
    selector: WorkloadSelector,
    signal?: AbortSignal,
  ): Promise<PodUsage[]>;
  /** In no particular order. */
  events(object: NamespacedObject): Promise<RuntimeEvent[]>;
  /** Its lines, the oldest first. Ends when the container exits, or at the end of a log that is not followed. */
  log(
    request: LogRequest,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LogLine>>;
}
