import { Promotion } from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';
import { Obstacle, check, requestedEdge } from './check';
import { PromotionFacts } from './promotion-facts';
import {
  Decision,
  fail,
  inProgress,
  releaseLabel,
  remainingMs,
  stepLimitText,
  withStep,
} from './status';

/** Everything before the target is changed: pins the artifact, checks the path, waits for what is needed. */
export function start(promotion: Promotion, facts: PromotionFacts): Decision {
  const { spec } = promotion;
  const obstacle = check(spec, facts);
  if (obstacle?.outcome === 'Failed') {
    return fail(promotion, facts, 'Check', obstacle.reason, obstacle.message);
  }
  if (!spec.artifactRef) {
    return {
      action: 'pinArtifact',
      event: {
        type: 'Normal',
        reason: 'PromotionRequested',
        message: `${
          spec.requestedBy ?? 'Somebody'
        } asked to promote ${releaseLabel(facts)} from ${spec.from} to ${
          spec.to
        }.`,
      },
    };
  }
  if (obstacle) {
    return wait(promotion, facts, obstacle);
  }
  if (needsApproval(promotion, facts)) {
    return awaitApproval(promotion, facts);
  }
  return startRollout(promotion, facts);
}

/** Waits before the rollout: for another promotion without limit, for the source until the time limit. */
function wait(
  promotion: Promotion,
  facts: PromotionFacts,
  obstacle: Obstacle,
): Decision {
  const isQueued = facts.ahead !== undefined;
  const steps = withStep(
    promotion.status?.steps,
    'Check',
    isQueued ? 'Pending' : 'Running',
    toTimestamp(facts.now),
    obstacle.message,
  );
  const remaining = isQueued ? undefined : remainingMs(steps, 'Check', facts);
  if (remaining !== undefined && remaining <= 0) {
    return fail(
      promotion,
      facts,
      'Check',
      obstacle.reason,
      `Timed out after ${stepLimitText(facts)}: ${obstacle.message}`,
    );
  }
  return {
    status: {
      ...inProgress(promotion, facts, obstacle.reason, obstacle.message),
      phase: isQueued ? 'Pending' : 'Checking',
      steps,
    },
    requeueAfter: remaining,
  };
}

function needsApproval(promotion: Promotion, facts: PromotionFacts): boolean {
  return (
    facts.minApprovals > 0 ||
    (requestedEdge(promotion.spec, facts)?.needsApproval ?? false)
  );
}

function awaitApproval(promotion: Promotion, facts: PromotionFacts): Decision {
  const now = toTimestamp(facts.now);
  const message = `${promotion.spec.to} needs approval.`;
  const isAwaiting = promotion.status?.phase === 'AwaitingApproval';
  return {
    status: {
      ...inProgress(promotion, facts, 'AwaitingApproval', message),
      phase: 'AwaitingApproval',
      steps: withStep(
        withStep(promotion.status?.steps, 'Check', 'Succeeded', now),
        'Approval',
        'Running',
        now,
        message,
      ),
    },
    event: isAwaiting
      ? undefined
      : {
          type: 'Normal',
          reason: 'PromotionAwaitingApproval',
          message: `Promotion of ${releaseLabel(facts)} to ${message}`,
        },
  };
}

/** Records the phase and what the target runs now before the target is changed. */
function startRollout(promotion: Promotion, facts: PromotionFacts): Decision {
  const now = toTimestamp(facts.now);
  const { from, to } = promotion.spec;
  const checked = withStep(promotion.status?.steps, 'Check', 'Succeeded', now);
  const message = `Rolling out ${releaseLabel(facts)} to ${to}.`;
  return {
    status: {
      ...inProgress(promotion, facts, 'Progressing', message),
      phase: 'Progressing',
      previousArtifactRef: facts.target?.artifact.name,
      steps: withStep(
        withStep(checked, 'Approval', 'Skipped', now, 'Not needed.'),
        'RollOut',
        'Running',
        now,
      ),
    },
    event: {
      type: 'Normal',
      reason: 'PromotionStarted',
      message: `Promoting ${releaseLabel(facts)} from ${from} to ${to}.`,
    },
  };
}
