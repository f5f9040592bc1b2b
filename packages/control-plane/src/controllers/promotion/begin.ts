import { Promotion } from '@promenade/openchoreo-model';
import { Obstacle, check, requestedEdge } from './check';
import { Decision } from './decision';
import { PromotionFacts } from './facts';
import {
  fail,
  inProgress,
  label,
  minutes,
  timeLeft,
  timestamp,
} from './progress';
import { withStep } from './steps';

/** Everything before the target is touched: pin what is promoted, check the path, wait for whom it needs. */
export function begin(promotion: Promotion, facts: PromotionFacts): Decision {
  const { spec } = promotion;
  const obstacle = check(spec, facts);
  if (obstacle?.outcome === 'refused') {
    return fail(promotion, facts, 'Check', obstacle.reason, obstacle.message);
  }
  if (!spec.artifactRef) {
    return {
      act: 'pin',
      news: {
        type: 'Normal',
        reason: 'PromotionRequested',
        message: `${spec.requestedBy ?? 'Somebody'} asked to promote ${label(
          facts,
        )} from ${spec.from} to ${spec.to}.`,
      },
    };
  }
  if (obstacle) {
    return wait(promotion, facts, obstacle);
  }
  if (needsApproval(promotion, facts)) {
    return awaitApproval(promotion, facts);
  }
  return start(promotion, facts);
}

/** Stays before the rollout: behind another promotion without limit, for the source as long as the time limit allows. */
function wait(
  promotion: Promotion,
  facts: PromotionFacts,
  obstacle: Obstacle,
): Decision {
  const behindAnother = facts.ahead !== undefined;
  const now = timestamp(facts);
  const steps = withStep(
    promotion.status?.steps,
    'Check',
    behindAnother ? 'Pending' : 'Running',
    now,
    obstacle.message,
  );
  const left = behindAnother ? undefined : timeLeft(steps, 'Check', facts);
  if (left !== undefined && left <= 0) {
    return fail(
      promotion,
      facts,
      'Check',
      obstacle.reason,
      `Gave up after ${minutes(facts)}: ${obstacle.message}`,
    );
  }
  return {
    status: {
      ...inProgress(promotion, facts, obstacle.reason, obstacle.message),
      phase: behindAnother ? 'Pending' : 'Checking',
      steps,
    },
    lookAgainAfter: left,
  };
}

function needsApproval(promotion: Promotion, facts: PromotionFacts): boolean {
  return (
    facts.minApprovals > 0 ||
    (requestedEdge(promotion.spec, facts)?.needsApproval ?? false)
  );
}

function awaitApproval(promotion: Promotion, facts: PromotionFacts): Decision {
  const now = timestamp(facts);
  const message = `${promotion.spec.to} needs approval.`;
  const asked = promotion.status?.phase === 'AwaitingApproval';
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
    news: asked
      ? undefined
      : {
          type: 'Normal',
          reason: 'PromotionAwaitingApproval',
          message: `Promotion of ${label(facts)} to ${message}`,
        },
  };
}

/** Says what is about to happen before it happens: what the target runs now is remembered before it is replaced. */
function start(promotion: Promotion, facts: PromotionFacts): Decision {
  const now = timestamp(facts);
  const { from, to } = promotion.spec;
  const checked = withStep(promotion.status?.steps, 'Check', 'Succeeded', now);
  const message = `Rolling out ${label(facts)} to ${to}.`;
  return {
    status: {
      ...inProgress(promotion, facts, 'RollingOut', message),
      phase: 'RollingOut',
      previousArtifactRef: facts.target?.artifact.name,
      steps: withStep(
        withStep(checked, 'Approval', 'Skipped', now, 'Not needed.'),
        'RollOut',
        'Running',
        now,
      ),
    },
    news: {
      type: 'Normal',
      reason: 'PromotionStarted',
      message: `Promoting ${label(facts)} from ${from} to ${to}.`,
    },
  };
}
