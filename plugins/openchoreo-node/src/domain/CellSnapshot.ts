import type { ConnectionState } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * A project in one environment: its isolation and the connections of its components, independent of the OpenChoreo generation.
 *
 * @public
 */
export interface CellSnapshot {
  isolation: IsolationSnapshot;
  /** The connections of its components. */
  connections: readonly ConnectionSnapshot[];
  /** The connections of components of other projects to its components. */
  callers: readonly ConnectionSnapshot[];
}

/** @public */
export interface IsolationSnapshot {
  mode: 'Enforced' | 'Audit' | 'Off';
  /** Undefined with mode `Off`, and until the control plane has reported it. */
  isEffective?: boolean;
  message?: string;
}

/** @public */
export interface ConnectionSnapshot {
  name: string;
  /** `api`, `internal`, `external` or `managed`. */
  type: string;
  from: ConnectionEnd;
  /** Undefined when the connection names none. */
  to?: ConnectionTarget;
  state: ConnectionState;
  message?: string;
}

/**
 * A component of the same organization.
 *
 * @public
 */
export interface ConnectionEnd {
  project: string;
  component: string;
  displayName?: string;
  /** Whether the component exists. */
  exists: boolean;
}

/** @public */
export type ConnectionTarget =
  | (ConnectionEnd & { kind: 'component'; endpoint?: string })
  | { kind: 'host'; address: string }
  | { kind: 'resource'; resource: string };
