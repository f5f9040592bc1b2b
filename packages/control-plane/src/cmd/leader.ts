import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  KubeClient,
  LeaderElector,
  Logger,
  Metrics,
} from '@promenade/kube-client';
import { contentHash } from '@promenade/openchoreo-model';
import { ControlPlane } from './control-plane';

const leaseName = 'promenade-control-plane';

/**
 * Shorter than the defaults of client-go, in milliseconds: a standby takes over at most nine seconds after the last renewal of a
 * process that ended without a release of the lease.
 */
const leaseTimes = {
  leaseDurationMs: 7_000,
  renewDeadlineMs: 5_000,
  retryPeriodMs: 1_500,
};

/** Returns a unique name of this process. */
export function processIdentity(): string {
  return `${hostname()}_${randomUUID()}`;
}

/** Returns the name of the lease. Control planes for different sets of organizations have different leases. */
function leaseNameFor(organizations: readonly string[] | undefined) {
  return organizations
    ? `${leaseName}-${contentHash([...organizations].sort()).slice(0, 8)}`
    : leaseName;
}

/** Options of {@link runWhileLeading}. */
export interface LeaderOptions {
  client: KubeClient;
  namespace: string;
  organizations?: readonly string[];
  identity: string;
  logger: Logger;
  metrics: Metrics;
}

/**
 * Runs the control plane while this process is the leader. After a lost lease it becomes a standby, until the signal is aborted. A
 * standby keeps its caches up to date.
 */
export async function runWhileLeading(
  controlPlane: ControlPlane,
  { organizations, ...options }: LeaderOptions,
  signal: AbortSignal,
): Promise<void> {
  const elector = new LeaderElector({
    ...options,
    ...leaseTimes,
    name: leaseNameFor(organizations),
  });
  while (!signal.aborted) {
    // Not awaited: a leader need not wait for its own caches to ask for the lease. Its start waits for them.
    controlPlane.prepare(signal).catch(() => {});
    await elector.run(
      { onStarted: leading => controlPlane.start(leading) },
      signal,
    );
  }
}
