import type { RequiredApproval } from '@promenade/backstage-plugin-openchoreo-common';
import {
  edgesOf,
  promotionPolicyKind,
  type DeploymentPipeline,
  type PipelineEdge as ModelEdge,
  type PromotionRule,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../../cache/ResourceReader';
import type { PipelineEdge } from '../../domain/ComponentSnapshot';

/**
 * The edges of a pipeline with what its policies ask of promotions.
 *
 * @param needsApproval - whether an environment asks for approvals itself
 */
export function pipelineEdges(
  reader: ResourceReader,
  pipeline: Pick<DeploymentPipeline, 'metadata' | 'spec'>,
  needsApproval: (environment: string) => boolean = () => false,
): PipelineEdge[] {
  const { name, namespace = '' } = pipeline.metadata;
  const rules = reader
    .byIndex(promotionPolicyKind, 'organization', namespace)
    .filter(({ spec }) => spec.pipelineRef === name)
    .flatMap(({ spec }) => spec.rules);
  return edgesOf(pipeline).map(edge =>
    pipelineEdge(
      edge,
      rules.filter(({ to }) => to === edge.to),
      needsApproval(edge.to),
    ),
  );
}

/**
 * An edge with what it asks of promotions. The control plane combines the rules of several policies; the first one that asks for
 * approvals is shown.
 *
 * @param rules - the rules that lead to the target
 */
function pipelineEdge(
  { from, to, needsApproval }: ModelEdge,
  rules: readonly PromotionRule[],
  environmentNeedsApproval: boolean,
): PipelineEdge {
  const own = rules.filter(rule => rule.from === from);
  const gates = own.flatMap(({ qualityGates }) => qualityGates ?? []);
  const checklist = gates.flatMap(gate =>
    gate.type === 'Manual' ? gate.checklist ?? [] : [],
  );
  const approvers = own.find(rule => rule.approvers)?.approvers;
  const requiresApproval =
    needsApproval || environmentNeedsApproval || approvers !== undefined;
  const rollback = rules.find(rule => rule.rollback?.requiresApproval);
  const rollsBack = own.some(rule => rule.automaticRollback?.enabled);
  return {
    from,
    to,
    requiresApproval,
    ...(rollsBack && { rollsBackAutomatically: true }),
    gates: gates.map(({ name, type, phase }) => ({
      name,
      type,
      phase,
      state: 'Pending',
    })),
    ...((requiresApproval || checklist.length > 0) && {
      // Without approvers, anybody may confirm the check list.
      approval: approval(
        approvers ?? { minApprovals: 1, allowSelfApproval: !requiresApproval },
        checklist,
      ),
    }),
    ...(rollback && {
      rollbackApproval: approval(rollback.approvers ?? { minApprovals: 1 }),
    }),
  };
}

function approval(
  {
    minApprovals,
    users,
    groups,
    allowSelfApproval = false,
  }: NonNullable<PromotionRule['approvers']>,
  checklist: string[] = [],
): RequiredApproval {
  return {
    count: minApprovals,
    missing: minApprovals,
    ...(users?.length && { users }),
    ...(groups?.length && { groups }),
    allowsSelfApproval: allowSelfApproval,
    ...(checklist.length > 0 && { checklist }),
  };
}
