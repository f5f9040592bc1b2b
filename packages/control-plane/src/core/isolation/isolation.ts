import type { DataPlane, Project, Release } from '@promenade/openchoreo-model';
import { jsonAt } from '../../runtime/json';

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

const providerOfKind: ReadonlyMap<unknown, PolicyProvider> = new Map([
  ['CiliumNetworkPolicy', 'cilium'],
  ['NetworkPolicy', 'kubernetes'],
]);

/** Returns the isolation that the network policies of a Release enforce; undefined if it has none. */
export function recordedIsolation(
  release: Release | undefined,
): ActiveIsolation | undefined {
  for (const { object } of release?.spec.resources ?? []) {
    const provider = providerOfKind.get(object.kind);
    if (provider) {
      const denies = jsonAt(object, 'spec', 'enableDefaultDeny', 'ingress');
      return { mode: denies === false ? 'Audit' : 'Enforced', provider };
    }
  }
  return undefined;
}
