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

/** A name of this process that no other has. */
export function processIdentity(): string {
  return `${hostname()}_${randomUUID()}`;
}

/** Control planes for different organizations do not compete: each set has a lease of its own. */
export function leaseNameFor(organizations: readonly string[] | undefined) {
  return organizations
    ? `${leaseName}-${contentHash([...organizations].sort()).slice(0, 8)}`
    : leaseName;
}

/** How a process comes to lead. */
export interface LeadOptions {
  client: KubeClient;
  namespace: string;
  organizations?: readonly string[];
  identity: string;
  logger: Logger;
  metrics: Metrics;
}

/**
 * Runs the control plane whenever this process leads, until the signal is aborted.
 * After a lost lease it stands by and takes part again.
 */
export async function runWhileLeading(
  controlPlane: ControlPlane,
  { organizations, ...options }: LeadOptions,
  signal: AbortSignal,
): Promise<void> {
  const elector = new LeaderElector({
    ...options,
    name: leaseNameFor(organizations),
  });
  while (!signal.aborted) {
    await elector.run(
      { onStarted: leading => controlPlane.start(leading) },
      signal,
    );
  }
}
