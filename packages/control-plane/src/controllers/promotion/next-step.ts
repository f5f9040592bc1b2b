import { Promotion } from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';
import { modifiedMessage } from './modified-message';
import { PromotionFacts } from './promotion-facts';
import { start } from './start';
import {
  Decision,
  fail,
  inProgress,
  remainingMs,
  stepLimitText,
  withStep,
} from './status';
import { verify } from './verify';

/**
 * The state machine of a promotion:
 *
 * ```
 * Pending ─▶ Checking ─▶ AwaitingApproval ─▶ Progressing ─▶ Verifying ─▶ Succeeded
 *      └──────────┴──────────────┴───────────────┴────────────┴───────▶ Failed
 * ```
 *
 * Pure: the same promotion and facts give the same decision. The artifact is pinned before anything is checked, and the
 * status says Progressing before the target is changed, so that a promotion continues after a crash at any point.
 */
export function nextStep(
  promotion: Promotion,
  facts: PromotionFacts,
): Decision {
  switch (promotion.status?.phase) {
    case 'Succeeded':
    case 'Failed':
      return {};
    case 'Progressing':
      return rollOut(promotion, facts);
    case 'Verifying':
      return verify(promotion, facts);
    default:
      return start(promotion, facts);
  }
}

/** Deploys the artifact to the target until the target has it. */
function rollOut(promotion: Promotion, facts: PromotionFacts): Decision {
  const { artifact, target } = facts;
  const { artifactRef, to } = promotion.spec;
  const failed = (reason: string, message: string) =>
    fail(promotion, facts, 'RollOut', reason, message);
  if (!artifact) {
    return failed(
      'ArtifactNotFound',
      `DeployableArtifact "${artifactRef}" was deleted. Promote again.`,
    );
  }
  if (artifact.isModified) {
    return failed('ArtifactModified', modifiedMessage(artifactRef));
  }
  const remaining = remainingMs(promotion.status?.steps, 'RollOut', facts);
  if (target?.artifact.hash !== artifact.hash) {
    return remaining > 0
      ? { action: 'rollOut', requeueAfter: remaining }
      : failed(
          'TimeLimitExceeded',
          `The release could not be deployed to ${to} within ${stepLimitText(
            facts,
          )}.`,
        );
  }
  const now = toTimestamp(facts.now);
  const message = `Waiting for ${to} to be ready.`;
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
