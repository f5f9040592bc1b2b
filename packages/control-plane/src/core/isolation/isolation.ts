import type { DataPlane, Project } from '@promenade/openchoreo-model';

/** What policies are rendered for. */
export type PolicyProvider = 'cilium' | 'kubernetes';

/** How a cell is kept apart. */
export interface ActiveIsolation {
  readonly mode: 'Enforced' | 'Audit';
  readonly provider: PolicyProvider;
}

/** Why the traffic of a cell is left alone. */
export interface NoIsolation {
  readonly mode: 'Off';
  /** Absent when nobody asked for more. */
  readonly reason?: 'NoPolicyProvider' | 'AuditNotSupported';
}

export type Isolation = ActiveIsolation | NoIsolation;

/**
 * How a project's cell on a data plane is kept apart: not at all, where the project does not ask for it.
 * A data plane that does not say what enforces policies gets NetworkPolicies, which every API server takes and Cilium enforces too;
 * these cannot be tried out, so that Audit needs Cilium.
 */
export function resolveIsolation(
  project: Pick<Project, 'spec'> | undefined,
  dataPlane: Pick<DataPlane, 'spec'> | undefined,
): Isolation {
  const mode = project?.spec.cell?.isolation ?? 'Off';
  const provider = dataPlane?.spec.networkPolicy ?? 'kubernetes';
  if (mode === 'Off') {
    return { mode };
  }
  if (provider === 'none') {
    return { mode: 'Off', reason: 'NoPolicyProvider' };
  }
  return mode === 'Audit' && provider === 'kubernetes'
    ? { mode: 'Off', reason: 'AuditNotSupported' }
    : { mode, provider };
}
