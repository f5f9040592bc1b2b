import type {
  ComponentRef,
  RequiredApproval,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  deploymentPipelineKind,
  edgesOf as promotionEdges,
  environmentKind,
  environmentsOf,
  projectKind,
  promotionPolicyKind,
  type DeploymentPipeline,
  type PipelineEdge as ModelEdge,
  type PromotionRule,
} from '@promenade/openchoreo-model';
import {
  pipelineNotFound,
  projectNotFound,
} from '../adapter-base/pipelineProblems';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  PipelineEdge,
  PipelineSnapshot,
  Problem,
} from '../domain/ComponentSnapshot';
import { getOwnOrShared } from './getOwnOrShared';

/** A component, or a project. */
type PipelineUser = Omit<ComponentRef, 'component'> & Partial<ComponentRef>;

/** The deployment pipeline of a component or project, or the problem that there is none. */
export function pipelineOf(
  reader: ResourceReader,
  { organization, project: name }: PipelineUser,
): { pipeline?: PipelineSnapshot; problem?: Problem } {
  const project = reader.get(projectKind, { namespace: organization, name });
  if (!project) return { problem: projectNotFound(name) };
  const wanted = project.spec.deploymentPipelineRef || 'default';
  const found = reader.get(deploymentPipelineKind, {
    namespace: organization,
    name: wanted,
  });
  if (!found) return { problem: pipelineNotFound(wanted, name) };
  return { pipeline: pipelineSnapshot(reader, found) };
}

/** A deployment pipeline with what its promotions ask for. */
export function pipelineSnapshot(
  reader: ResourceReader,
  pipeline: DeploymentPipeline,
): PipelineSnapshot {
  const {
    name,
    namespace: organization = '',
    annotations: given,
  } = pipeline.metadata;
  const rules = reader
    .byIndex(promotionPolicyKind, 'organization', organization)
    .filter(({ spec }) => spec.pipelineRef === name)
    .flatMap(({ spec }) => spec.rules);
  return {
    name,
    displayName: given?.[annotations.displayName],
    environments: environmentsOf(pipeline),
    edges: promotionEdges(pipeline).map(edge =>
      pipelineEdge(
        edge,
        rules.filter(({ to }) => to === edge.to),
        getOwnOrShared(reader, environmentKind, organization, edge.to)?.spec
          .policies?.requireApproval ?? false,
      ),
    ),
  };
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
