import type { Labels } from '../../core/manifest';

/** The other side of traffic. */
export type Peer =
  /** All pods of the same cell. */
  | { readonly kind: 'Cell' }
  /** The node of a pod, for the probes of the kubelet. */
  | { readonly kind: 'Node' }
  /** The name servers of the cluster. */
  | { readonly kind: 'DNS' }
  /** The pods of a gateway of the data plane. */
  | {
      readonly kind: 'Gateway';
      readonly name: string;
      readonly namespace: string;
    }
  /** The pods of a component of another cell. */
  | {
      readonly kind: 'Component';
      readonly namespace: string;
      readonly labels: Labels;
    }
  /** All pods of a namespace that is not a cell. */
  | { readonly kind: 'Namespace'; readonly namespace: string }
  /** A range of addresses, in CIDR notation. */
  | { readonly kind: 'Addresses'; readonly range: string }
  /** External hosts by name; `*` matches one label. */
  | { readonly kind: 'Host'; readonly pattern: string };

/** A port of a pod: policies are evaluated after a Service has translated its port. */
export interface TrafficPort {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** An allowed HTTP request. */
export interface HttpOperation {
  readonly method: string;
  /** Regular expression of the path at the pod, without a query. */
  readonly path: string;
}

/** Allowed traffic. */
export interface TrafficRule {
  readonly peer: Peer;
  /** All ports where absent. */
  readonly port?: TrafficPort;
  /** All requests where absent. */
  readonly operations?: readonly HttpOperation[];
  /** Whether both sides must authenticate each other. */
  readonly authenticated?: boolean;
  /** Path of the field that requires the rule, for problems. */
  readonly field?: string;
}

/** The allowed traffic of some pods of a cell; the order of rules does not matter. All other traffic is denied. */
export interface TrafficPolicy {
  /** Labels of the pods; no labels select all pods of the cell. */
  readonly selector: Labels;
  readonly ingress: readonly TrafficRule[];
  readonly egress: readonly TrafficRule[];
}
