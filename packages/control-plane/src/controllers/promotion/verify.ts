import {
  Promotion,
  getCondition,
  setCondition,
} from '@promenade/openchoreo-model';
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
import { Verdict, verdictOn } from './verdict';

/** True from when the target first said that it is in trouble; its transition time is what patience is counted from. */
const troubleCondition = 'TargetTroubled';

/** Watches the target until it runs what was promoted, or will not. */
export function verify(promotion: Promotion, facts: PromotionFacts): Decision {
  const { to } = promotion.spec;
  const { target, pinned } = facts;
  if (!target) {
    return fail(
      promotion,
      facts,
      'Verify',
      'TargetRemoved',
      `What was deployed in ${to} was removed meanwhile.`,
    );
  }
  if (pinned && target.artifact.hash !== pinned.hash) {
    return fail(
      promotion,
      facts,
      'Verify',
      'Superseded',
      `${to} now runs ${target.artifact.label}, which somebody else put there.`,
    );
  }
  const verdict = verdictOn(target);
  if (verdict.outcome === 'ready' || verdict.outcome === 'resting') {
    return succeed(promotion, facts, verdict);
  }
  return keepWatching(promotion, facts, verdict);
}

function keepWatching(
  promotion: Promotion,
  facts: PromotionFacts,
  verdict: Verdict,
): Decision {
  const { to } = promotion.spec;
  const now = timestamp(facts);
  const troubled = verdict.outcome === 'troubled';
  const steps = withStep(
    promotion.status?.steps,
    'Verify',
    'Running',
    now,
    verdict.message,
  );
  const left = timeLeft(steps, 'Verify', facts);
  if (left <= 0) {
    return fail(
      promotion,
      facts,
      'Verify',
      'TimeLimitExceeded',
      `${to} was not ready within ${minutes(facts)}: ${verdict.message}`,
    );
  }
  const status = inProgress(promotion, facts, 'Verifying', verdict.message);
  const conditions =
    troubled || getCondition(status.conditions, troubleCondition)
      ? setCondition(
          status.conditions,
          {
            type: troubleCondition,
            status: troubled ? 'True' : 'False',
            reason: troubled ? 'TargetNotReady' : 'Recovered',
            message: verdict.message,
          },
          facts.now,
        )
      : status.conditions;
  const since = getCondition(conditions, troubleCondition)?.lastTransitionTime;
  const patienceLeft =
    troubled && since
      ? Date.parse(since) + facts.limits.patience - facts.now.getTime()
      : Number.POSITIVE_INFINITY;
  if (patienceLeft <= 0) {
    return fail(
      promotion,
      facts,
      'Verify',
      'TargetNotReady',
      `${to} does not become ready: ${verdict.message}`,
    );
  }
  return {
    status: { ...status, phase: 'Verifying', steps, conditions },
    lookAgainAfter: Math.min(left, patienceLeft),
  };
}

function succeed(
  promotion: Promotion,
  facts: PromotionFacts,
  verdict: Verdict,
): Decision {
  const now = timestamp(facts);
  const { to } = promotion.spec;
  const message =
    verdict.outcome === 'resting'
      ? `${to} has ${label(facts)}; it rests as asked: ${verdict.message}`
      : `${to} runs ${label(facts)}.`;
  const status = inProgress(promotion, facts, 'PromotionSucceeded', message);
  return {
    status: {
      ...status,
      phase: 'Succeeded',
      completedAt: now,
      steps: withStep(
        promotion.status?.steps,
        'Verify',
        'Succeeded',
        now,
        verdict.message,
      ),
      conditions: setCondition(
        status.conditions,
        {
          type: 'Complete',
          status: 'True',
          reason: 'PromotionSucceeded',
          message,
          observedGeneration: promotion.metadata.generation,
        },
        facts.now,
      ),
    },
    news: { type: 'Normal', reason: 'PromotionSucceeded', message },
  };
}
