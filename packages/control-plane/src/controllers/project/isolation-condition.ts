import { ConditionInput, getCondition } from '@promenade/openchoreo-model';
import { describeProblem } from '../../core/problem';
import { CellIsolation } from './list-isolated-cells';

/** Type of the condition of a Project that says how its cells are kept apart; absent while nobody asks for it. */
export const isolationCondition = 'Isolated';

/** The reasons of the condition. */
export const isolationReasons = {
  /** Traffic that nothing declares is refused. */
  enforced: 'Enforced',
  /** As Enforced, but NetworkPolicies know neither names of hosts nor HTTP operations. */
  enforcedInPart: 'EnforcedInPart',
  /** Nothing is refused; Hubble shows what would be. */
  audited: 'Audited',
  /** Nothing is bound to any environment yet. */
  noCells: 'NoCells',
  /** A field of the Project is wrong; the last good policies stay. */
  invalidConfiguration: 'InvalidConfiguration',
  /** A data plane says that it has nothing that enforces policies. */
  noPolicyProvider: 'NoPolicyProvider',
  /** A data plane has NetworkPolicies only, which cannot be tried out. */
  auditNotSupported: 'AuditNotSupported',
  /** A data plane refused a policy, or has not got it yet. */
  policiesNotApplied: 'PoliciesNotApplied',
} as const;

const messages = {
  NoPolicyProvider:
    'the data plane says that nothing there enforces network policies; set spec.networkPolicy of the DataPlane to cilium or kubernetes',
  AuditNotSupported:
    'NetworkPolicies cannot be tried out, so that nothing is applied; set spec.networkPolicy of the DataPlane to cilium, or isolation to Enforced',
};

/** What a Project says of the isolation of its cells. */
export function buildIsolationCondition(
  cells: readonly CellIsolation[],
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
  const where = cells.map(({ environment }) => environment).join(', ');
  if (first.isolation.mode === 'Audit') {
    return condition(
      'False',
      isolationReasons.audited,
      `Nothing is refused in ${where}; Hubble shows traffic that nothing declares`,
    );
  }
  const inPart = cells.filter(
    ({ isolation }) =>
      isolation.mode !== 'Off' && isolation.provider === 'kubernetes',
  );
  if (inPart.length === 0) {
    return condition(
      'True',
      isolationReasons.enforced,
      `Traffic that nothing declares is refused in ${where}`,
    );
  }
  const lost = [
    ...new Set(inPart.flatMap(({ problems }) => problems.map(describeProblem))),
  ];
  return condition(
    'True',
    isolationReasons.enforcedInPart,
    [
      `Traffic that nothing declares is refused in ${where}; in ${inPart
        .map(({ environment }) => environment)
        .join(
          ', ',
        )} by NetworkPolicies, which know neither names of hosts nor HTTP operations`,
      ...lost,
    ].join('; '),
  );
}

/** What keeps the isolation from being as asked for: wrong input first, then the data planes, then what they say. */
function findProblem(
  cells: readonly CellIsolation[],
): { reason: string; message: string } | undefined {
  const wrong = cells.flatMap(({ problems }) =>
    problems.filter(({ severity }) => severity === 'Error'),
  );
  if (wrong.length > 0) {
    return {
      reason: isolationReasons.invalidConfiguration,
      message: [...new Set(wrong.map(describeProblem))].join('; '),
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
  return cells.map(findUnappliedPolicy).find(trouble => trouble);
}

/** Why the policy of a cell is not in place, where it should be. */
export function findUnappliedPolicy({
  environment,
  existing,
  desired,
}: CellIsolation): { reason: string; message: string } | undefined {
  const applied = getCondition(existing?.status?.conditions, 'Applied');
  const isSeen =
    existing?.status?.observedGeneration === existing?.metadata.generation;
  return !desired || (applied?.status === 'True' && isSeen)
    ? undefined
    : {
        reason: isolationReasons.policiesNotApplied,
        message: `${environment}: ${
          applied?.status === 'False'
            ? applied.message
            : 'the policy of the cell is on its way'
        }`,
      };
}

function condition(
  status: 'True' | 'False',
  reason: string,
  message: string,
): ConditionInput {
  return { type: isolationCondition, status, reason, message };
}
