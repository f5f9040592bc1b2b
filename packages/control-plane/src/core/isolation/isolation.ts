import type { DataPlane, Project } from '@promenade/openchoreo-model';

/** The provider that network policies are rendered for. */
export type PolicyProvider = 'cilium' | 'kubernetes';

/** Isolation with network policies. */
export interface ActiveIsolation {
  readonly mode: 'Enforced' | 'Audit';
  readonly provider: PolicyProvider;
}

/** No isolation. */
export interface NoIsolation {
  readonly mode: 'Off';
  /** Why requested isolation is not possible; absent if none is requested. */
  readonly reason?: 'NoPolicyProvider' | 'AuditNotSupported';
}

export type Isolation = ActiveIsolation | NoIsolation;

/**
 * Resolves the isolation of the cells of a project on a data plane. The default provider is NetworkPolicy, which every API server
 * accepts and Cilium enforces as well. It has no audit mode, so Audit requires Cilium.
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
