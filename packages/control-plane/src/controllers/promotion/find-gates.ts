import { Promotion } from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { isStepReady } from './canary';
import { GatePhase, GateSubject, GateTarget } from './gates/gate';
import { Gates, nextEvaluation } from './gates/gates';
import { BindingFacts, PromotionFacts } from './promotion-facts';
import { isReadyForGates } from './start';
import { isRollingBack } from './roll-back';

/** Adds the results of the gates that matter now. Starts the evaluation of those that have none. */
export async function findGates(
  promotion: Promotion,
  facts: PromotionFacts,
  target: GateTarget,
  gates: Gates,
  read: Read,
  write: Write,
): Promise<PromotionFacts> {
  const phase = gatePhase(promotion, facts);
  if (!phase || facts.rules.gates.length === 0) {
    return facts;
  }
  const subject: GateSubject = {
    ...target,
    promotion: withFreshResults(promotion),
    gates: facts.rules.gates,
    phase,
    ready: {
      source: currentReady(facts.source),
      target: currentReady(facts.target),
    },
    approvals: facts.approval.approvals,
  };
  const results = await gates.evaluate(subject, read, write);
  return {
    ...facts,
    gates: results.map(result => ({ ...result, phase })),
    gatesChangeIn: nextEvaluation(results, subject, facts.now),
  };
}

/** The phase whose gates matter now; undefined if none do. */
function gatePhase(
  promotion: Promotion,
  facts: PromotionFacts,
): GatePhase | undefined {
  const { phase } = promotion.status ?? {};
  if (phase === 'Progressing') {
    return !isRollingBack(promotion) && isStepReady(promotion, facts)
      ? 'Progressing'
      : undefined;
  }
  if (phase === 'Verifying') {
    return isRollingBack(promotion) ? undefined : 'Verifying';
  }
  return isReadyForGates(promotion, facts) ? 'Checking' : undefined;
}

/** At each step of a canary the gates are evaluated anew. */
function withFreshResults(promotion: Promotion): Promotion {
  const { status } = promotion;
  const since = status?.phase === 'Progressing' && status.canary?.since;
  return since
    ? {
        ...promotion,
        status: {
          ...status,
          gates: status.gates?.filter(
            ({ startedAt }) => startedAt !== undefined && startedAt >= since,
          ),
        },
      }
    : promotion;
}

/** The Ready condition of a binding, if it is about what the binding deploys now. */
function currentReady(binding: BindingFacts | undefined) {
  const { ready, generation = 0 } = binding ?? {};
  return ready && (ready.observedGeneration ?? 0) >= generation
    ? ready
    : undefined;
}
