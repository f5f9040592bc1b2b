import { ApiError, Clock } from '@promenade/kube-client';
import {
  Promotion,
  componentKind,
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
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import {
  pinArtifact,
  removeCanary,
  rollBackTarget,
  rollOutArtifact,
  setCanary,
} from './actions';
import { Requester } from './approval';
import { PromotionBindings, findBindings, findFacts } from './find-facts';
import { findGates } from './find-gates';
import { Gates } from './gates/gates';
import { deleteGateJobs } from './gates/job';
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
}: PromotionDependencies): Reconcile {
  return async (key, read, write) => {
    const promotion = read.get(promotionKind, key);
    if (!promotion || isDeleting(promotion)) {
      gates.abort(key);
      return {};
    }
    if (isFinishedPromotion(promotion)) {
      gates.abort(promotion.metadata);
      await deleteGateJobs(promotion, read, write);
      return {};
    }
    const bindings = findBindings(promotion, read);
    const facts = await findGates(
      promotion,
      findFacts(promotion, bindings, read, {
        now: new Date(clock.now()),
        limits,
        ...(await findPeople(promotion, signingKeys)),
      }),
      gates,
      read,
      write,
    );
    let decision = nextStep(promotion, facts);
    const rejection = await performAction(
      promotion,
      decision,
      bindings,
      read,
      write,
    );
    if (rejection) {
      decision = refuseRollout(promotion, facts, rejection.message);
    }
    if (decision.status) {
      await write.updateStatus(promotionKind, promotion, decision.status);
    }
    if (decision.event) {
      writeEvent(promotion, decision.event, read, write);
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

/** Returns the error if the API server rejected the rollout. A roll back is tried until its time limit. */
async function performAction(
  promotion: Promotion,
  { action }: Decision,
  bindings: PromotionBindings,
  read: Read,
  write: Write,
): Promise<ApiError | undefined> {
  switch (action?.type) {
    case 'pinArtifact':
      await pinArtifact(promotion, bindings, read, write);
      return undefined;
    case 'rollOut':
      return rollOutArtifact(promotion, bindings, read, write);
    case 'setCanary':
      return setCanary(promotion, bindings, action.weight, read, write);
    case 'removeCanary':
      await removeCanary(promotion, bindings, read, write);
      return undefined;
    case 'rollBack':
      await rollBackTarget(promotion, bindings, read, write);
      return undefined;
    default:
      return undefined;
  }
}

/** Writes an event on the Promotion and on its Component. */
function writeEvent(
  promotion: Promotion,
  { type, reason, message }: PromotionEvent,
  read: Read,
  write: Write,
): void {
  const component = read.get(componentKind, {
    namespace: promotion.metadata.namespace,
    name: promotion.spec.owner.componentName,
  });
  for (const object of component ? [promotion, component] : [promotion]) {
    write.event(object, type, reason, message);
  }
}
