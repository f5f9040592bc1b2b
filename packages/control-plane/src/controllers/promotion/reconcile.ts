import { Clock } from '@promenade/kube-client';
import {
  Promotion,
  componentKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { isDeleting } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { pinArtifact, rollOutArtifact } from './actions';
import { findBindings, findFacts } from './find-facts';
import { deleteOldPromotions } from './history';
import { nextStep } from './next-step';
import { PromotionLimits } from './promotion-facts';
import { isFinished, promotionAhead } from './queue';
import { PromotionEvent, fail } from './status';

/**
 * Reconciles a Promotion: reads the facts, decides the next step, then performs its action, writes its status and its event.
 *
 * The cache decides whose turn it is: the informer delivers promotions in the order of their creation, and one control plane
 * at a time writes their status.
 */
export function promotionReconciler({
  clock,
  limits,
}: {
  clock: Clock;
  limits: PromotionLimits;
}): Reconcile {
  return async (key, read, write) => {
    const promotion = read.get(promotionKind, key);
    if (!promotion || isDeleting(promotion)) {
      return {};
    }
    if (isFinished(promotion)) {
      await deleteOldPromotions(promotion, read, write);
      return {};
    }
    const bindings = findBindings(promotion, read);
    const facts = findFacts(promotion, bindings, read, {
      now: new Date(clock.now()),
      limits,
      ahead: promotionAhead(promotion, listPromotions(promotion, read))
        ?.metadata.name,
    });
    let decision = nextStep(promotion, facts);
    if (decision.action === 'pinArtifact') {
      await pinArtifact(promotion, bindings, read, write);
    } else if (decision.action === 'rollOut') {
      const rejection = await rollOutArtifact(promotion, bindings, read, write);
      if (rejection) {
        decision = fail(
          promotion,
          facts,
          'RollOut',
          'BindingRefused',
          rejection.message,
        );
      }
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

/** The promotions of the same component. */
function listPromotions({ metadata, spec }: Promotion, read: Read) {
  return read.byIndex(
    promotionKind,
    indexes.component,
    componentIndexValue(metadata.namespace ?? '', spec.owner),
  );
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
