import type {
  EndpointAccess,
  EndpointStatus,
  WorkloadConnection,
} from '@promenade/openchoreo-model';
import type { Found } from '../configuration/uses';
import type { ConnectionPeer } from './peer';
import type { PolicySettings } from './policy-settings';

/** A component at the other end of a connection, and how it is reached. */
export interface ComponentEnd {
  readonly kind: 'component';
  readonly peer: ConnectionPeer;
  readonly endpoint: EndpointStatus;
  /**
   * `Cell`: both are in one cell. `Gateway`: by the gateway of the organization. `Pods`: by the full name of its Service,
   * straight to its pods.
   */
  readonly way: 'Cell' | 'Gateway' | 'Pods';
}

/** Something outside the platform, or run by others, at the other end of a connection. */
export interface OutsideEnd {
  readonly kind: 'outside';
  /** Host name, address or range of addresses; absent where only a secret says it. */
  readonly host?: string;
  readonly port?: number;
  /** Scheme, or `tcp` or `udp`. */
  readonly protocol?: string;
  readonly secure: boolean;
  /** The field that says where it is. */
  readonly field: string;
  /** `EgressGateway`: by the egress gateway of the data plane. */
  readonly way: 'Direct' | 'EgressGateway';
  /** What templates may take by name, besides what every connection has. */
  readonly values: { readonly [name: string]: string };
  /** Where secrets are that templates may take by name. */
  readonly secrets: { readonly [name: string]: SecretFound };
}

/** Where a secret is, or why it is nowhere. */
export type SecretFound = Found | { readonly because: string };

/** Where a connection leads. */
export interface Lead {
  /** Name of the connection. */
  readonly name: string;
  /** Path of the connection, for problems. */
  readonly field: string;
  readonly connection: WorkloadConnection;
  readonly end: ComponentEnd | OutsideEnd;
  /** Where the workload is told that the other end is; absent where only a secret says it. */
  readonly access?: EndpointAccess;
  /** What a proxy does for the connection, where one can. */
  readonly policy?: PolicySettings & { readonly by: PolicyProxy };
}

/** Who carries out the policy of a connection. */
export type PolicyProxy = 'Gateway' | 'Cilium' | 'EgressGateway';
