import type { PromotionPlan } from '@promenade/backstage-plugin-openchoreo-common';
import type { Terminal } from '../Terminal';
import { renderTable } from './renderTable';
import { style } from './style';

/** What a promotion or a rollback changes, what prevents it, and what it needs. */
export function renderPlan(
  plan: PromotionPlan,
  stream: Terminal['stdout'],
): string {
  const { from, to, release, replaces, isProduction } = plan;
  const title =
    from === to
      ? `Roll back ${to} to ${release?.short ?? 'nothing'}`
      : `Promote ${release?.short ?? 'nothing'} from ${from} to ${to}`;
  return [
    style('bold', title, stream),
    replaces ? `It replaces ${replaces.short}.` : `Nothing runs in ${to} yet.`,
    isProduction && style('yellow', `${to} serves production.`, stream),
    plan.changes.length === 0 && 'No difference.',
    plan.changes.length > 0 &&
      renderTable(
        plan.changes.map(({ area, path, before, after }) => ({
          area,
          path,
          before: before ?? '-',
          after: after ?? '-',
        })),
        stream,
      ),
    ...plan.warnings.map(({ message }) => `Warning: ${message}`),
    ...plan.gates.map(({ name, type }) => `Gate: ${name} (${type})`),
    approvalText(plan),
    ...plan.blockers.map(({ message }) =>
      style('red', `Blocked: ${message}`, stream),
    ),
  ]
    .filter(line => typeof line === 'string')
    .join('\n');
}

function approvalText({
  requiresApproval,
  requiredApproval,
}: PromotionPlan): string | false {
  if (!requiredApproval) return requiresApproval && 'It needs an approval.';
  const { count, users = [], groups = [] } = requiredApproval;
  const approvers = [...users, ...groups].join(', ');
  return `It needs ${count} approval${count === 1 ? '' : 's'}${
    approvers && ` of ${approvers}`
  }.`;
}
