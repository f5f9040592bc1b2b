import { Promotion, contentHash } from '@promenade/openchoreo-model';
import { finishCanary, nextCanaryStep, runCanaryStep } from './canary';
import { modifiedMessage } from './modified-message';
import { PromotionFacts, withChangeLimit } from './promotion-facts';
import { failRollout } from './roll-back';
import { Decision, remainingMs, report, stepLimitText } from './status';

/** Deploys the artifact to the target until the target has it: at once, or in steps. */
export function rollOut(promotion: Promotion, facts: PromotionFacts): Decision {
  const { artifact, target } = facts;
  const { artifactRef, to } = promotion.spec;
  const failed = (reason: string, message: string) =>
    failRollout(promotion, facts, 'RollOut', { reason, message });
  if (facts.componentType === undefined) {
    return failed('ComponentNotFound', 'The component was deleted.');
  }
  if (!artifact) {
    return failed(
      'ArtifactNotFound',
      `DeployableArtifact "${artifactRef}" was deleted. Promote again.`,
    );
  }
  if (artifact.isModified) {
    return failed('ArtifactModified', modifiedMessage(artifactRef));
  }
  if (isDeployed(promotion, facts)) {
    if (target?.canary) {
      return finishCanary(
        promotion,
        facts,
        deployRemainingMs(promotion, facts),
      );
    }
    const message = `Waiting for ${to} to be ready.`;
    return report(promotion, facts, {
      phase: 'Verifying',
      reason: 'Verifying',
      message,
      steps: [
        { name: 'RollOut', state: 'Succeeded' },
        { name: 'Verify', state: 'Running', message },
      ],
      fields: { bindingRef: target?.name },
    });
  }
  if (facts.commit?.state === 'Failed') {
    return failed('CommitFailed', facts.commit.message);
  }
  const step = nextCanaryStep(promotion, facts);
  if (step) {
    return runCanaryStep(promotion, facts, step);
  }
  const limited = withChangeLimit(facts);
  const remaining = deployRemainingMs(promotion, limited);
  return remaining > 0
    ? {
        ...reportCommit(promotion, facts),
        action: { type: 'rollOut' },
        requeueAfter: remaining,
      }
    : failed(
        'TimeLimitExceeded',
        `The release could not be deployed to ${to} within ${stepLimitText(
          limited,
        )}.`,
      );
}

/** In commit mode, what the rollout waits for. */
function reportCommit(promotion: Promotion, facts: PromotionFacts): Decision {
  if (!facts.commit) return {};
  const { state, message } = facts.commit;
  return report(promotion, facts, {
    phase: 'Progressing',
    reason: state === 'Committed' ? 'WaitingForGitOps' : 'CommitPending',
    message,
    steps: [{ name: 'RollOut', state: 'Running', message }],
  });
}

/** Milliseconds until the time limit to deploy the release. The steps of a canary have time limits of their own. */
function deployRemainingMs(
  promotion: Promotion,
  facts: PromotionFacts,
): number {
  const since = promotion.status?.canary?.since;
  return since
    ? Date.parse(since) + facts.limits.stepMs - facts.now.getTime()
    : remainingMs(promotion, 'RollOut', facts);
}

/** Whether the target has the release, and, after a roll back, its overrides. */
function isDeployed(
  { spec }: Promotion,
  { artifact, target }: PromotionFacts,
): boolean {
  return (
    target !== undefined &&
    target.artifact.hash === artifact?.hash &&
    (spec.envOverrides === undefined ||
      contentHash(target.envOverrides ?? {}) === contentHash(spec.envOverrides))
  );
}
