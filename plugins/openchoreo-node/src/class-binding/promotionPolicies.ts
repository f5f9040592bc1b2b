import type { PromotionPolicyView } from '@promenade/backstage-plugin-openchoreo-common';
import {
  promotionPolicyKind,
  type DeploymentPipeline,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';

/** The PromotionPolicies of a pipeline, by name, with what people may change. Addresses and secrets of gates are left out. */
export function promotionPolicies(
  reader: ResourceReader,
  { metadata: { name: pipeline, namespace = '' } }: DeploymentPipeline,
): PromotionPolicyView[] {
  return reader
    .byIndex(promotionPolicyKind, 'organization', namespace)
    .filter(({ spec }) => spec.pipelineRef === pipeline)
    .map(({ metadata, spec }) => ({
      name: metadata.name,
      resourceVersion: metadata.resourceVersion,
      rules: spec.rules.map(({ from, to, approvers, qualityGates = [] }) => ({
        from,
        to,
        approvers,
        gates: qualityGates.map(
          ({ name, type, phase, timeout, healthyFor, checklist }) => ({
            name,
            type,
            phase,
            timeout,
            healthyFor,
            checklist,
          }),
        ),
      })),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
