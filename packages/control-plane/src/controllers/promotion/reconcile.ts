import { Clock, KubeObject } from '@promenade/kube-client';
import {
  Promotion,
  isFinishedPromotion,
  promotionKind,
} from '@promenade/openchoreo-model';
import {
  SignedDecision,
  SigningKeys,
  findSignedDecisions,
  findSignedRequester,
} from '../../core/signing/signatures';
import { isDeleting } from '../../runtime/finalizer';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { Requester } from './approval';
import { classBindingDeployments } from './class-binding/class-binding-deployments';
import { Deployments } from './deployments';
import { findFacts } from './find-facts';
import { findGates } from './find-gates';
import { Gates } from './gates/gates';
import { nextStep } from './next-step';
import { PromotionFacts, PromotionLimits } from './promotion-facts';
import { startRollBack } from './roll-back';
import { Decision, PromotionEvent, fail } from './status';

/** What the reconciler of promotions depends on. */
export interface PromotionDependencies {
  clock: Clock;
  limits: PromotionLimits;
  signingKeys: SigningKeys;
  gates: Gates;
  /** Default: those of OpenChoreo 0.3. */
  deployments?: Deployments;
}

/**
 * Reconciles a Promotion: reads the facts, decides the next step, then performs its action, writes its status and its event.
 *
 * The cache decides whose turn it is: one control plane at a time writes the status of promotions, and the cache has its writes.
 */
export function promotionReconciler({
  clock,
  limits,
  signingKeys,
  gates,
  deployments = classBindingDeployments,
}: PromotionDependencies): Reconcile {
  return async (key, read, write) => {
    const promotion = read.get(promotionKind, key);
    if (!promotion || isDeleting(promotion)) {
      gates.abort(key);
      return {};
    }
    if (isFinishedPromotion(promotion)) {
      gates.abort(promotion.metadata);
      await deployments.deleteGateJobs(promotion, read, write);
      return {};
    }
    const people = await findPeople(promotion, signingKeys);
    const now = new Date(clock.now());
    const found = deployments.find(promotion, read, now);
    const facts = await findGates(
      promotion,
      findFacts(promotion, found.facts, read, { now, limits, ...people }),
      found.gateTarget,
      gates,
      read,
      write,
    );
    let decision = nextStep(promotion, facts);
    const rejection =
      decision.action && (await found.perform(decision.action, write));
    if (rejection) {
      decision = refuseRollout(promotion, facts, rejection.message);
    }
    if (decision.status) {
      await write.updateStatus(promotionKind, promotion, decision.status);
    }
    if (decision.event) {
      writeEvent(promotion, decision.event, found.component, write);
    }
    return { requeueAfter: decision.requeueAfter };
  };
}

/** Who requested the promotion, and what authenticated people decided. */
async function findPeople(
  promotion: Promotion,
  signingKeys: SigningKeys,
): Promise<{ requester: Requester; decisions: SignedDecision[] }> {
  const { requestedBy, requestSignature, decisions = [] } = promotion.spec;
  const verify = async (keys: readonly Uint8Array[]) => ({
    signer: await findSignedRequester(promotion, keys),
    decisions: await findSignedDecisions(promotion, keys),
  });
  const signatures = [
    requestSignature,
    ...decisions.map(({ signature }) => signature),
  ].filter(signature => signature !== undefined).length;
  let verified = await verify(signatures > 0 ? await signingKeys.read() : []);
  if (verified.decisions.length + (verified.signer ? 1 : 0) < signatures) {
    verified = await verify(await signingKeys.read({ fresh: true }));
  }
  const { signer } = verified;
  return {
    requester: {
      name: signer ?? requestedBy,
      isVerified: signer !== undefined,
    },
    decisions: verified.decisions,
  };
}

/** Ends a rollout whose binding was rejected. Unless it runs beside another release, the target has not changed. */
function refuseRollout(
  promotion: Promotion,
  facts: PromotionFacts,
  message: string,
): Decision {
  const reason = 'BindingRefused';
  return facts.target?.canary
    ? startRollBack(promotion, facts, { reason, message })
    : fail(promotion, facts, 'RollOut', reason, message);
}

/** Writes an event on the Promotion and on its Component. */
function writeEvent(
  promotion: Promotion,
  { type, reason, message }: PromotionEvent,
  component: KubeObject | undefined,
  write: Write,
): void {
  for (const object of component ? [promotion, component] : [promotion]) {
    write.event(object, type, reason, message);
  }
}
