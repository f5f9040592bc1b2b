import { Promotion } from '@promenade/openchoreo-model';
import { Decision } from './decision';
import { PromotionFacts } from './facts';
import { fail, inProgress, timestamp } from './progress';
import { withStep } from './steps';

/** Puts the pinned artifact into the target, unless it is there already: that is how a cut-off rollout goes on. */
export function rollOut(promotion: Promotion, facts: PromotionFacts): Decision {
  const { pinned, target } = facts;
  if (!pinned) {
    return fail(
      promotion,
      facts,
      'RollOut',
      'ArtifactNotFound',
      `DeployableArtifact "${promotion.spec.artifactRef}" is gone.`,
    );
  }
  if (target?.artifact.hash !== pinned.hash) {
    return { act: 'rollOut' };
  }
  const now = timestamp(facts);
  const message = `Waiting for ${promotion.spec.to} to be ready.`;
  return {
    status: {
      ...inProgress(promotion, facts, 'Verifying', message),
      phase: 'Verifying',
      bindingRef: target.name,
      steps: withStep(
        withStep(promotion.status?.steps, 'RollOut', 'Succeeded', now),
        'Verify',
        'Running',
        now,
        message,
      ),
    },
  };
}
