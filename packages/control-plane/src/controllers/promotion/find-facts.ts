import {
  Promotion,
  PromotionPolicy,
  promotionKind,
  promotionPolicyKind,
  textAt,
} from '@promenade/openchoreo-model';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { findFreeze } from '../../core/promotion/freeze-windows';
import { SignedDecision } from '../../core/signing/signatures';
import { Read } from '../../runtime/read';
import { Requester, evaluateApproval } from './approval';
import { DeploymentFacts } from './deployments';
import { findEdgeRules } from './edge-rules';
import { PromotionFacts, PromotionLimits } from './promotion-facts';
import { findQueuePosition } from './queue';

/** What is read elsewhere than in the cache. */
export interface GivenFacts {
  now: Date;
  limits: PromotionLimits;
  requester: Requester;
  decisions: readonly SignedDecision[];
}

/** Combines what decides the next step of a promotion; the results of gates are added by {@link findGates}. */
export function findFacts(
  promotion: Promotion,
  { environmentPolicies, ...deployments }: DeploymentFacts,
  read: Read,
  { now, limits, requester, decisions }: GivenFacts,
): PromotionFacts {
  const { spec } = promotion;
  const namespace = promotion.metadata.namespace ?? '';
  const { pipeline } = deployments;
  const rules = findEdgeRules(spec, {
    edges: pipeline?.edges ?? [],
    policies: pipeline ? listPolicies(namespace, pipeline.name, read) : [],
    environmentPolicies,
  });
  return {
    ...deployments,
    now,
    limits,
    ...findQueuePosition(
      promotion,
      read.byIndex(
        promotionKind,
        indexes.unfinished,
        componentIndexValue(namespace, spec.owner),
      ),
    ),
    requester,
    rules,
    malformedPolicy:
      pipeline && findMalformedPolicy(namespace, pipeline.name, read),
    approval: evaluateApproval(rules, decisions, requester),
    freeze: findFreeze(rules.freezeWindows, now),
    gates: [],
    gatesChangeIn: undefined,
  };
}

/** The policies of a pipeline. */
function listPolicies(
  namespace: string,
  pipeline: string,
  read: Read,
): PromotionPolicy[] {
  return read
    .byIndex(promotionPolicyKind, indexes.namespace, namespace)
    .filter(({ spec }) => spec.pipelineRef === pipeline);
}

/** Name of a policy that does not match its schema. One whose pipeline cannot be read may be one of this pipeline. */
function findMalformedPolicy(
  namespace: string,
  pipeline: string,
  read: Read,
): string | undefined {
  return read
    .invalidByIndex(promotionPolicyKind, indexes.namespace, namespace)
    .find(policy => {
      const name = textAt(policy, 'spec.pipelineRef');
      return !name || name === pipeline;
    })?.metadata.name;
}
