import { Promotion, PromotionApproval } from '@promenade/openchoreo-model';
import { SignedDecision } from '../../core/signing/signatures';
import { EdgeRules } from './edge-rules';

type PromotionStatus = NonNullable<Promotion['status']>;

/** Who requested a promotion. The name of a requester that is not verified may have been written by anybody. */
export interface Requester {
  name?: string;
  isVerified: boolean;
}

/** What the decisions about a promotion amount to. */
export interface ApprovalResult {
  /** Undefined if no approval is needed. */
  required: PromotionStatus['requiredApproval'];
  /** The decisions that count. */
  approvals: PromotionApproval[];
  isComplete: boolean;
  /** What is missing, in one sentence. */
  message: string;
  rejection?: PromotionApproval;
  cancellation?: PromotionApproval;
}

/** Evaluates the decisions about a promotion against the rules. */
export function evaluateApproval(
  { approvers, gates }: Pick<EdgeRules, 'approvers' | 'gates'>,
  decisions: readonly SignedDecision[],
  requester: Requester,
): ApprovalResult {
  const checklist = gates.flatMap(gate =>
    gate.type === 'Manual' ? gate.checklist ?? [] : [],
  );
  // Somebody has to confirm the check list.
  const rules =
    approvers.length === 0 && checklist.length > 0
      ? [{ minApprovals: 1, allowSelfApproval: true }]
      : approvers;
  const states = rules.map(rule => countApprovals(rule, decisions, requester));
  const approvals = decisions.filter(decision =>
    decision.decision === 'Cancelled'
      ? true
      : states.some(({ counted }) => counted.includes(decision)),
  );
  const confirmed = new Set(
    approvals.flatMap(({ decision, confirmed: items }) =>
      decision === 'Approved' ? items ?? [] : [],
    ),
  );
  const unconfirmed = checklist.filter(item => !confirmed.has(item));
  const open = states.find(({ missing }) => missing > 0) ?? states.at(0);
  return {
    required: open && {
      count: open.needed,
      ...(open.rule.users?.length && { users: open.rule.users }),
      ...(open.rule.groups?.length && { groups: open.rule.groups }),
      allowsSelfApproval: open.rule.allowSelfApproval ?? false,
      ...(checklist.length > 0 && { checklist }),
    },
    approvals: approvals.map(({ groups: _groups, ...approval }) => approval),
    isComplete:
      unconfirmed.length === 0 && states.every(({ missing }) => missing === 0),
    message: open ? approvalMessage(open, unconfirmed, requester) : '',
    rejection: approvals.find(({ decision }) => decision === 'Rejected'),
    cancellation: approvals.find(({ decision }) => decision === 'Cancelled'),
  };
}

type ApproverRule = EdgeRules['approvers'][number];

interface ApprovalCount {
  rule: ApproverRule;
  needed: number;
  missing: number;
  counted: SignedDecision[];
}

/**
 * Counts the approvals of different people. Where the requester is not known for certain, any one of them may be the requester:
 * one more approval is needed then.
 */
function countApprovals(
  rule: ApproverRule,
  decisions: readonly SignedDecision[],
  requester: Requester,
): ApprovalCount {
  const { minApprovals, allowSelfApproval = false } = rule;
  const mayDecide = decisions.filter(decision => isApprover(rule, decision));
  const counted = mayDecide.filter(
    ({ decision, by }) =>
      decision === 'Rejected' ||
      (decision === 'Approved' &&
        (allowSelfApproval || !isSamePerson(by, requester.name))),
  );
  const people = new Set(
    counted.flatMap(({ decision, by }) =>
      decision === 'Approved' ? by.toLocaleLowerCase('en-US') : [],
    ),
  );
  const needed =
    minApprovals + (allowSelfApproval || requester.isVerified ? 0 : 1);
  return {
    rule,
    needed,
    missing: Math.max(0, needed - people.size),
    counted,
  };
}

/** Without users and groups, everybody whom Backstage permits to decide is an approver. */
function isApprover(
  { users = [], groups = [] }: ApproverRule,
  { by, groups: memberOf }: SignedDecision,
): boolean {
  return (
    (users.length === 0 && groups.length === 0) ||
    users.some(user => isSamePerson(user, by)) ||
    groups.some(group => memberOf.some(each => isSamePerson(each, group)))
  );
}

/** Entity references do not depend on case. */
function isSamePerson(a: string, b: string | undefined): boolean {
  return a.toLocaleLowerCase('en-US') === b?.toLocaleLowerCase('en-US');
}

function approvalMessage(
  { rule, needed, missing }: ApprovalCount,
  unconfirmed: readonly string[],
  requester: Requester,
): string {
  const approvers = [...(rule.groups ?? []), ...(rule.users ?? [])];
  const by = approvers.length > 0 ? ` by ${approvers.join(', ')}` : '';
  const sentences = [
    missing > 0
      ? `${needed - missing} of ${needed} approvals${by} given.`
      : undefined,
    missing > 0 && needed > rule.minApprovals && !requester.isVerified
      ? 'One more is needed because the requester is not verified.'
      : undefined,
    unconfirmed.length > 0
      ? `To be confirmed: ${unconfirmed.join('; ')}.`
      : undefined,
  ];
  return sentences.filter(Boolean).join(' ');
}
