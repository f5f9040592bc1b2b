import { ConditionInput } from '@promenade/openchoreo-model';
import { describeProblem } from '../../core/problem';
import { CellBaseline } from './list-cell-baselines';
import { findUnappliedBaseline } from './unapplied-baseline';

/** Type of the condition of a Project that reports the isolation of its cells; absent if isolation is off. */
export const isolationCondition = 'Isolated';

/** The reasons of the condition. */
const isolationReasons = {
  /** Undeclared traffic is denied. */
  enforced: 'Enforced',
  /** As Enforced, but NetworkPolicies support neither host names nor HTTP operations. */
  enforcedInPart: 'EnforcedInPart',
  /** Nothing is denied; Hubble shows undeclared traffic. */
  audited: 'Audited',
  /** No component is bound to an environment. */
  noCells: 'NoCells',
  /** A field of the Project is invalid; the last valid policies stay. */
  invalidConfiguration: 'InvalidConfiguration',
  /** A data plane has no provider of network policies. */
  noPolicyProvider: 'NoPolicyProvider',
  /** A data plane supports only NetworkPolicies, which have no audit mode. */
  auditNotSupported: 'AuditNotSupported',
  /** A policy is not applied yet, or the data plane rejected it. */
  policiesNotApplied: 'PoliciesNotApplied',
} as const;

const messages = {
  NoPolicyProvider:
    'the data plane has no provider of network policies; set spec.networkPolicy of the DataPlane to cilium or kubernetes',
  AuditNotSupported:
    'NetworkPolicies have no audit mode, so no policy is applied; set spec.networkPolicy of the DataPlane to cilium, or isolation to Enforced',
};

/** Builds the condition that reports the isolation of the cells of a Project. */
export function buildIsolationCondition(
  cells: readonly CellBaseline[],
): ConditionInput {
  const problem = findProblem(cells);
  if (problem) {
    return { type: isolationCondition, status: 'False', ...problem };
  }
  const [first] = cells;
  if (!first) {
    return condition(
      'False',
      isolationReasons.noCells,
      'No component is bound to an environment yet',
    );
  }
  const environments = cells.map(({ environment }) => environment).join(', ');
  if (first.isolation.mode === 'Audit') {
    return condition(
      'False',
      isolationReasons.audited,
      `Nothing is denied in ${environments}; Hubble shows undeclared traffic`,
    );
  }
  const partlyEnforced = cells.filter(
    ({ isolation }) =>
      isolation.mode !== 'Off' && isolation.provider === 'kubernetes',
  );
  if (partlyEnforced.length === 0) {
    return condition(
      'True',
      isolationReasons.enforced,
      `Undeclared traffic is denied in ${environments}`,
    );
  }
  const limitations = [
    ...new Set(
      partlyEnforced.flatMap(({ problems }) => problems.map(describeProblem)),
    ),
  ];
  return condition(
    'True',
    isolationReasons.enforcedInPart,
    [
      `Undeclared traffic is denied in ${environments}; in ${partlyEnforced
        .map(({ environment }) => environment)
        .join(
          ', ',
        )} by NetworkPolicies, which support neither host names nor HTTP operations`,
      ...limitations,
    ].join('; '),
  );
}

/** What prevents the requested isolation: invalid fields first, then data planes without a provider, then policies that are not applied. */
function findProblem(
  cells: readonly CellBaseline[],
): { reason: string; message: string } | undefined {
  const errors = cells.flatMap(({ problems }) =>
    problems.filter(({ severity }) => severity === 'Error'),
  );
  if (errors.length > 0) {
    return {
      reason: isolationReasons.invalidConfiguration,
      message: [...new Set(errors.map(describeProblem))].join('; '),
    };
  }
  for (const { environment, isolation } of cells) {
    if (isolation.mode === 'Off' && isolation.reason) {
      return {
        reason: isolation.reason,
        message: `${environment}: ${messages[isolation.reason]}`,
      };
    }
  }
  const [message] = cells.flatMap(cell => findUnappliedBaseline(cell) ?? []);
  return message === undefined
    ? undefined
    : { reason: isolationReasons.policiesNotApplied, message };
}

function condition(
  status: 'True' | 'False',
  reason: string,
  message: string,
): ConditionInput {
  return { type: isolationCondition, status, reason, message };
}
