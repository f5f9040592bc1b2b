import type {
  EndpointAccess,
  EndpointStatus,
  WorkloadConnection,
} from '@promenade/openchoreo-model';
import type { ValueLocation } from '../configuration/resolve-configuration';
import type { ConnectionPeer } from './peer';
import type { PolicySettings } from './policy-settings';

/** A component that a connection points at, and how it is reached. */
export interface ComponentTarget {
  readonly kind: 'component';
  readonly peer: ConnectionPeer;
  readonly endpoint: EndpointStatus;
  /**
   * `Cell`: both components are in one cell. `Gateway`: through the gateway of the organization. `Pods`: directly, by the
   * full name of its Service.
   */
  readonly via: 'Cell' | 'Gateway' | 'Pods';
}

/** A host outside the platform, or a managed resource, that a connection points at. */
export interface ExternalTarget {
  readonly kind: 'external';
  /** Host name, address or range of addresses; absent where only a secret has it. */
  readonly host?: string;
  readonly port?: number;
  /** Scheme, or `tcp` or `udp`. */
  readonly protocol?: string;
  readonly isSecure: boolean;
  /** The field that declares the host. */
  readonly field: string;
  /** `EgressGateway`: through the egress gateway of the data plane. */
  readonly via: 'Direct' | 'EgressGateway';
  /** Values for templates by name, besides those that every connection has. */
  readonly values: { readonly [name: string]: string };
  /** Locations of the secrets for templates, by name. */
  readonly secrets: { readonly [name: string]: ResolvedSecret };
}

/** Where a secret is, or why it cannot be found. */
export type ResolvedSecret = ValueLocation | { readonly reason: string };

/** A connection whose target was found. */
export interface ResolvedConnection {
  /** Name of the connection. */
  readonly name: string;
  /** Path of the connection, for problems. */
  readonly field: string;
  readonly spec: WorkloadConnection;
  readonly target: ComponentTarget | ExternalTarget;
  /** The address that is injected into the workload; absent where only a secret has it. */
  readonly access?: EndpointAccess;
  /** What a proxy does for the connection; absent without a policy or without a proxy that can apply it. */
  readonly policy?: PolicySettings & { readonly by: PolicyProxy };
}

/** The proxy that applies the policy of a connection. */
export type PolicyProxy = 'Gateway' | 'Cilium' | 'EgressGateway';
