import {
  Promotion,
  getCondition,
  setCondition,
} from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';
import {
  BindingReadiness,
  PromotionFacts,
  bindingReadiness,
} from './promotion-facts';
import {
  Decision,
  fail,
  inProgress,
  releaseLabel,
  remainingMs,
  stepLimitText,
  withStep,
} from './status';

/** True while the target is degraded; its transition time is the start of `limits.degradedMs`. */
const degradedCondition = 'TargetTroubled';

/** Waits until the target runs what was promoted, or will not. */
export function verify(promotion: Promotion, facts: PromotionFacts): Decision {
  const { to } = promotion.spec;
  const { target, artifact } = facts;
  if (!target) {
    return fail(
      promotion,
      facts,
      'Verify',
      'TargetRemoved',
      `The deployment in ${to} was removed during the promotion.`,
    );
  }
  if (artifact && target.artifact.hash !== artifact.hash) {
    return fail(
      promotion,
      facts,
      'Verify',
      'Superseded',
      `${to} now runs ${target.artifact.label}, which was deployed during the promotion.`,
    );
  }
  const readiness = bindingReadiness(target);
  if (readiness.state === 'Ready' || readiness.state === 'Suspended') {
    return succeed(promotion, facts, readiness);
  }
  return keepWaiting(promotion, facts, readiness);
}

function keepWaiting(
  promotion: Promotion,
  facts: PromotionFacts,
  readiness: BindingReadiness,
): Decision {
  const { to } = promotion.spec;
  const now = toTimestamp(facts.now);
  const isDegraded = readiness.state === 'Failed';
  const steps = withStep(
    promotion.status?.steps,
    'Verify',
    'Running',
    now,
    readiness.message,
  );
  const remaining = remainingMs(steps, 'Verify', facts);
  if (remaining <= 0) {
    return fail(
      promotion,
      facts,
      'Verify',
      'TimeLimitExceeded',
      `${to} was not ready within ${stepLimitText(facts)}: ${
        readiness.message
      }`,
    );
  }
  const status = inProgress(promotion, facts, 'Verifying', readiness.message);
  const conditions =
    isDegraded || getCondition(status.conditions, degradedCondition)
      ? setCondition(
          status.conditions,
          {
            type: degradedCondition,
            status: isDegraded ? 'True' : 'False',
            reason: isDegraded ? 'TargetNotReady' : 'Recovered',
            message: readiness.message,
          },
          facts.now,
        )
      : status.conditions;
  const since = getCondition(conditions, degradedCondition)?.lastTransitionTime;
  const degradedRemaining =
    isDegraded && since
      ? Date.parse(since) + facts.limits.degradedMs - facts.now.getTime()
      : Number.POSITIVE_INFINITY;
  if (degradedRemaining <= 0) {
    return fail(
      promotion,
      facts,
      'Verify',
      'TargetNotReady',
      `${to} does not become ready: ${readiness.message}`,
    );
  }
  return {
    status: { ...status, phase: 'Verifying', steps, conditions },
    requeueAfter: Math.min(remaining, degradedRemaining),
  };
}

function succeed(
  promotion: Promotion,
  facts: PromotionFacts,
  readiness: BindingReadiness,
): Decision {
  const now = toTimestamp(facts.now);
  const { to } = promotion.spec;
  const message =
    readiness.state === 'Suspended'
      ? `${to} has ${releaseLabel(facts)}; it is suspended: ${
          readiness.message
        }`
      : `${to} runs ${releaseLabel(facts)}.`;
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
        readiness.message,
      ),
      conditions: setCondition(
        status.conditions?.filter(({ type }) => type !== degradedCondition),
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
    event: { type: 'Normal', reason: 'PromotionSucceeded', message },
  };
}
