import { Clock, KubeObject } from '@promenade/kube-client';
import {
  DeploymentPipeline,
  PromotionPolicy,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { indexes } from '../../core/lookups/indexes';
import { withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import { Read, TypedResource } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { findSharedEdges, validatePolicy } from './validate-policy';

/** Interval between checks, in milliseconds: which freeze windows overlap depends on the time. */
const intervalMs = 24 * 60 * 60_000;

const maxProblems = 20;

/** What the controller of policies depends on. */
export interface PolicyDependencies {
  clock: Clock;
  /** The kind of pipelines, which has the same fields in each generation of OpenChoreo. */
  pipelineKind: TypedResource<
    KubeObject & Pick<DeploymentPipeline, 'metadata' | 'spec'>
  >;
  /** What the generation does not have, as sentences. Default: nothing. */
  findUnsupported?: (policy: PromotionPolicy) => string[];
}

/** Reports whether a policy is valid: what promotions can never satisfy, or what cannot be evaluated, is an error. */
export function promotionPolicyReconciler({
  clock,
  pipelineKind,
  findUnsupported = () => [],
}: PolicyDependencies): Reconcile {
  return async (key, read, write) => {
    const policy = read.get(promotionPolicyKind, key);
    if (!policy || isDeleting(policy)) {
      return {};
    }
    const { namespace } = policy.metadata;
    const name = policy.spec.pipelineRef;
    const pipeline = read.get(pipelineKind, { namespace, name });
    const others = listPolicies(policy, read).filter(
      ({ metadata, spec }) =>
        metadata.name !== policy.metadata.name && spec.pipelineRef === name,
    );
    const now = new Date(clock.now());
    const problems = [
      ...validatePolicy(policy, pipeline, others, now),
      ...findUnsupported(policy),
    ];
    const warnings = findSharedEdges(policy, others);
    const readiness = problems.length
      ? {
          status: 'False' as const,
          reason: 'PolicyInvalid',
          message: formatProblems([...problems, ...warnings]),
        }
      : {
          status: 'True' as const,
          reason: 'PolicyValid',
          message: ['The policy applies.', ...warnings].join(' '),
        };
    await write.updateStatus(
      promotionPolicyKind,
      policy,
      withConditions(policy, [{ type: 'Ready', ...readiness }], now),
    );
    return { requeueAfter: intervalMs };
  };
}

/** Lists the policies in the namespace of an object. */
export function listPolicies(
  { metadata }: KubeObject,
  read: Read,
): PromotionPolicy[] {
  return read
    .byIndex(promotionPolicyKind, indexes.namespace, metadata.namespace ?? '')
    .filter(policy => !isDeleting(policy));
}

function formatProblems(problems: readonly string[]): string {
  const shown = problems.slice(0, maxProblems);
  const more = problems.length - shown.length;
  return [...shown, ...(more ? [`And ${more} more problems.`] : [])].join(' ');
}
