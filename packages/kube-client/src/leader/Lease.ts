import { z } from 'zod';
import { leaseType, apiVersionOf } from '../objects/ResourceType';
import { KubeObject } from '../objects/KubeObject';

const leaseSpec = z.object({
  holderIdentity: z.string().nullish(),
  leaseDurationSeconds: z.number().nullish(),
  acquireTime: z.string().nullish(),
  renewTime: z.string().nullish(),
  leaseTransitions: z.number().nullish(),
});

/** The election record of a Lease. */
export interface LeaseRecord {
  /** Identity of the holder. Empty if the lease was released. */
  holder: string;
  durationMs: number;
  acquireTime?: string;
  renewTime?: string;
  transitions: number;
}

/** A coordination.k8s.io/v1 Lease. */
export interface Lease extends KubeObject {
  spec?: Record<string, unknown>;
}

/** Reads the record of a Lease. @throws ZodError if the spec is invalid */
export function readLease(lease: Lease): LeaseRecord {
  const spec = leaseSpec.parse(lease.spec ?? {});
  return {
    holder: spec.holderIdentity ?? '',
    durationMs: (spec.leaseDurationSeconds ?? 0) * 1000,
    acquireTime: spec.acquireTime ?? undefined,
    renewTime: spec.renewTime ?? undefined,
    transitions: spec.leaseTransitions ?? 0,
  };
}

/** Returns a new Lease, or an existing one with its record replaced and all other fields kept. */
export function writeLease(
  key: { namespace: string; name: string },
  record: LeaseRecord,
  existing?: Lease,
): Lease {
  return {
    apiVersion: apiVersionOf(leaseType),
    kind: leaseType.kind,
    ...existing,
    metadata: existing?.metadata ?? key,
    spec: {
      ...existing?.spec,
      holderIdentity: record.holder,
      leaseDurationSeconds: Math.max(1, Math.ceil(record.durationMs / 1000)),
      acquireTime: record.acquireTime,
      renewTime: record.renewTime,
      leaseTransitions: record.transitions,
    },
  };
}

/**
 * Formats a meta/v1 MicroTime: six fractional digits. The API server rejects an ISO string with three.
 *
 * @param ms - milliseconds since 1970
 */
export function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
