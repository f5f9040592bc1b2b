import type { Labels } from '../../core/manifest';

/** Whom pods exchange traffic with. */
export type Peer =
  /** Every pod of the same cell. */
  | { readonly kind: 'Cell' }
  /** The node that a pod runs on: the kubelet's probes come from there. */
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
  /** Every pod of a namespace that is no cell. */
  | { readonly kind: 'Namespace'; readonly namespace: string }
  /** A range of addresses, in CIDR notation. */
  | { readonly kind: 'Addresses'; readonly range: string }
  /** Hosts outside by their name; `*` stands for one label. */
  | { readonly kind: 'Host'; readonly pattern: string };

/** A port of a pod: policies are checked after a Service has translated its own. */
export interface TrafficPort {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** An HTTP request that is let through. */
export interface HttpOperation {
  readonly method: string;
  /** Regular expression of the path at the pod, without a query. */
  readonly path: string;
}

/** Traffic that is let through. */
export interface TrafficRule {
  readonly peer: Peer;
  /** Every port, when it is absent. */
  readonly port?: TrafficPort;
  /** Every request, when it is absent. */
  readonly operations?: readonly HttpOperation[];
  /** Whether both ends have to prove who they are. */
  readonly authenticated?: boolean;
  /** The field that asks for it, for what is said about it. */
  readonly field?: string;
}

/** What some pods of a cell may exchange, in no particular order. All other traffic of theirs is refused. */
export interface TrafficPolicy {
  /** Labels of the pods; none selects every pod of the cell. */
  readonly selector: Labels;
  readonly ingress: readonly TrafficRule[];
  readonly egress: readonly TrafficRule[];
}
