import {
  Promotion,
  getCondition,
  setCondition,
} from '@promenade/openchoreo-model';
import { decideGates } from './gate-decision';
import {
  BindingReadiness,
  PromotionFacts,
  bindingReadiness,
} from './promotion-facts';
import { failRollout } from './roll-back';
import {
  Decision,
  fail,
  promotedRelease,
  releaseLabel,
  remainingMs,
  report,
  stepLimitText,
} from './status';

/** True while the target is degraded; its transition time is the start of the time that it may be degraded. */
const degradedCondition = 'TargetTroubled';

/** Waits until the target runs what was promoted and stays ready for as long as the rules say, or will not. */
export function verify(promotion: Promotion, facts: PromotionFacts): Decision {
  const { to } = promotion.spec;
  const { target } = facts;
  const promoted = promotedRelease(promotion, facts);
  if (!target) {
    return fail(
      promotion,
      facts,
      'Verify',
      'TargetRemoved',
      `The deployment in ${to} was removed during the promotion.`,
    );
  }
  if (promoted && target.artifact.hash !== promoted.hash) {
    return fail(
      promotion,
      facts,
      'Verify',
      'TargetChanged',
      `${to} now runs ${target.artifact.label}, which was deployed during the promotion.`,
    );
  }
  const readiness = bindingReadiness(target);
  switch (readiness.state) {
    case 'Suspended':
      return succeed(promotion, facts, readiness);
    case 'Ready':
      return verifyReady(promotion, facts, readiness);
    default:
      return waitUntilReady(promotion, facts, readiness);
  }
}

/** The target is ready: its gates must pass, and it must stay ready. */
function verifyReady(
  promotion: Promotion,
  facts: PromotionFacts,
  readiness: BindingReadiness,
): Decision {
  const gates = decideGates(facts.gates);
  if (gates.outcome === 'Failed') {
    return failRollout(promotion, facts, 'Verify', gates);
  }
  const { rules, now, target } = facts;
  const { steps } = promotion.status ?? {};
  const readySince = Math.max(
    ...[
      target?.ready?.lastTransitionTime,
      steps?.find(({ name }) => name === 'Verify')?.startedAt,
    ].flatMap(time => (time ? Date.parse(time) : [])),
  );
  const end = readySince + rules.verificationMs;
  if (now.getTime() < end) {
    return keepVerifying(
      promotion,
      facts,
      `${promotion.spec.to} is ready, and has to stay so until ${new Date(
        end,
      ).toISOString()}.`,
      Math.min(
        end - now.getTime(),
        facts.gatesChangeIn ?? Number.POSITIVE_INFINITY,
      ),
    );
  }
  return gates.outcome === 'Waiting'
    ? keepVerifying(promotion, facts, gates.message, facts.gatesChangeIn)
    : succeed(promotion, facts, readiness);
}

function keepVerifying(
  promotion: Promotion,
  facts: PromotionFacts,
  message: string,
  requeueAfter: number | undefined,
): Decision {
  return report(promotion, facts, {
    phase: 'Verifying',
    reason: 'Verifying',
    message,
    steps: [{ name: 'Verify', state: 'Running', message }],
    conditions: { [degradedCondition]: null },
    requeueAfter,
  });
}

function waitUntilReady(
  promotion: Promotion,
  facts: PromotionFacts,
  { state, message }: BindingReadiness,
): Decision {
  const { to } = promotion.spec;
  const isDegraded = state === 'Failed';
  const remaining =
    remainingMs(promotion, 'Verify', facts) + facts.rules.verificationMs;
  if (remaining <= 0) {
    return failRollout(promotion, facts, 'Verify', {
      reason: 'TimeLimitExceeded',
      message: `${to} was not ready within ${stepLimitText(facts)}: ${message}`,
    });
  }
  const former = promotion.status?.conditions;
  const degraded =
    isDegraded || getCondition(former, degradedCondition)
      ? getCondition(
          setCondition(
            former,
            {
              type: degradedCondition,
              status: isDegraded ? 'True' : 'False',
              reason: isDegraded ? 'TargetNotReady' : 'Recovered',
              message,
            },
            facts.now,
          ),
          degradedCondition,
        )
      : undefined;
  const degradedMs =
    facts.rules.automaticRollback?.afterMs ?? facts.limits.degradedMs;
  const degradedRemaining =
    isDegraded && degraded?.lastTransitionTime
      ? Date.parse(degraded.lastTransitionTime) +
        degradedMs -
        facts.now.getTime()
      : Number.POSITIVE_INFINITY;
  if (degradedRemaining <= 0) {
    return failRollout(promotion, facts, 'Verify', {
      reason: 'TargetNotReady',
      message: `${to} does not become ready: ${message}`,
    });
  }
  return report(promotion, facts, {
    phase: 'Verifying',
    reason: 'Verifying',
    message,
    steps: [{ name: 'Verify', state: 'Running', message }],
    ...(degraded && { conditions: { [degradedCondition]: degraded } }),
    requeueAfter: Math.min(remaining, degradedRemaining),
  });
}

function succeed(
  promotion: Promotion,
  facts: PromotionFacts,
  readiness: BindingReadiness,
): Decision {
  const { to } = promotion.spec;
  return report(promotion, facts, {
    phase: 'Succeeded',
    reason: 'PromotionSucceeded',
    message:
      readiness.state === 'Suspended'
        ? `${to} has ${releaseLabel(promotion, facts)}; it is suspended: ${
            readiness.message
          }`
        : `${to} runs ${releaseLabel(promotion, facts)}.`,
    steps: [{ name: 'Verify', state: 'Succeeded', message: readiness.message }],
    conditions: { [degradedCondition]: null },
  });
}
