import {
  DeploymentPipeline,
  Promotion,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';
import { indexes } from '../../core/lookups/indexes';

/** How many people have to approve a promotion, as the policies of its pipeline say; 0 when none does. */
export function minApprovals(
  { metadata, spec }: Promotion,
  pipeline: DeploymentPipeline | undefined,
  read: Read,
): number {
  const rules = read
    .byIndex(promotionPolicyKind, indexes.namespace, metadata.namespace ?? '')
    .filter(policy => policy.spec.pipelineRef === pipeline?.metadata.name)
    .flatMap(policy => policy.spec.rules)
    .filter(rule => rule.from === spec.from && rule.to === spec.to);
  return Math.max(0, ...rules.map(rule => rule.approvers?.minApprovals ?? 0));
}
