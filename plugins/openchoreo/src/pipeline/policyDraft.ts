import type {
  OperationInput,
  PolicyGate,
  PromotionPolicyView,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';

type Input = OperationInput<typeof verbs.applyPromotionPolicy>;

/** Gates and approvals of an edge, as a form has them. */
export interface RuleDraft {
  /** 0 where the edge needs no approval. */
  minApprovals: number;
  /** Entity refs of users and groups, separated by commas. */
  approvers: string;
  allowSelfApproval: boolean;
  gates: PolicyGate[];
}

/** A promotion of a pipeline. */
export interface Edge {
  from: string;
  to: string;
}

/** Why a draft cannot be applied. */
export type RuleProblem =
  | { type: 'approver'; ref: string }
  | { type: 'gateName'; index: number }
  | { type: 'gateNames'; name: string }
  | { type: 'duration'; text: string }
  | { type: 'checklist'; name: string };

/** What a duration looks like. The API server has the last word. */
const duration = /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/;
const approverRef = /^(user|group):[^\s/]+\/[^\s/]+$/;

/** The rule of an edge as a draft. */
export function ruleDraft(
  policy: PromotionPolicyView | undefined,
  edge: Edge,
): RuleDraft {
  const rule = policy?.rules.find(
    ({ from, to }) => from === edge.from && to === edge.to,
  );
  const { users = [], groups = [] } = rule?.approvers ?? {};
  return {
    minApprovals: rule?.approvers?.minApprovals ?? 0,
    approvers: [...groups, ...users].join(', '),
    allowSelfApproval: rule?.approvers?.allowSelfApproval ?? false,
    gates: rule?.gates ?? [],
  };
}

/** The first problem of a draft. */
export function findRuleProblem({
  minApprovals,
  approvers,
  gates,
}: RuleDraft): RuleProblem | undefined {
  const wrongRef =
    minApprovals > 0
      ? refsOf(approvers).find(ref => !approverRef.test(ref))
      : undefined;
  if (wrongRef) return { type: 'approver', ref: wrongRef };
  const unnamed = gates.findIndex(({ name }) => !name.trim());
  if (unnamed >= 0) return { type: 'gateName', index: unnamed };
  const names = gates.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) return { type: 'gateNames', name: twice };
  const wrongDuration = gates
    .flatMap(({ timeout, healthyFor }) => [timeout, healthyFor])
    .find(text => text && !duration.test(text));
  if (wrongDuration) return { type: 'duration', text: wrongDuration };
  const unlisted = gates.find(
    ({ type, checklist }) =>
      type === 'Manual' && itemsOf(checklist).length === 0,
  );
  return unlisted && { type: 'checklist', name: unlisted.name };
}

/** The input of the verb for the rule of an edge. */
export function ruleInput(
  { minApprovals, approvers, allowSelfApproval, gates }: RuleDraft,
  { from, to }: Edge,
): Input['rules'][number] {
  const refs = minApprovals > 0 ? refsOf(approvers) : [];
  const users = refs.filter(ref => ref.startsWith('user:'));
  const groups = refs.filter(ref => ref.startsWith('group:'));
  return {
    from,
    to,
    approvers: {
      minApprovals,
      ...(users.length && { users }),
      ...(groups.length && { groups }),
      ...(minApprovals > 0 && allowSelfApproval && { allowSelfApproval }),
    },
    gates: gates.map(({ timeout, healthyFor, checklist, ...gate }) => ({
      ...gate,
      ...(timeout && { timeout }),
      ...(healthyFor && gate.type === 'Healthy' && { healthyFor }),
      ...(gate.type === 'Manual' && { checklist: itemsOf(checklist) }),
    })),
  };
}

function itemsOf(checklist: readonly string[] = []): string[] {
  return checklist.map(item => item.trim()).filter(Boolean);
}

function refsOf(text: string): string[] {
  return text
    .split(',')
    .map(ref => ref.trim())
    .filter(Boolean);
}
