import { Clock } from '@promenade/kube-client';
import {
  Promotion,
  componentKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import { isDeleting } from '../../runtime/finalizer';
import { indexes, componentIndexValue } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { Write } from '../../runtime/write';
import { News } from './decision';
import { PromotionLimits } from './facts';
import { endsOf, gatherFacts } from './gather-facts';
import { nextStep } from './next-step';
import { pin, rollOut } from './perform';
import { isOver, promotionAhead } from './rivals';

/** What the promotion controller is built from. */
export interface PromotionDependencies {
  clock: Clock;
  limits: PromotionLimits;
  /** All promotions of a namespace as the server has them now: whose turn it is must not be read from a cache. */
  listPromotions(namespace: string): Promise<Promotion[]>;
}

/** Gathers what a promotion's next step depends on, has it decided, and does what was decided: the act, the status, the news. */
export function promotionReconciler({
  clock,
  limits,
  listPromotions,
}: PromotionDependencies): Reconcile {
  return async (key, read, write) => {
    const promotion = read.get(promotionKind, key);
    if (!promotion || isDeleting(promotion) || isOver(promotion)) {
      return {};
    }
    const ends = endsOf(promotion, read);
    const facts = gatherFacts(promotion, ends, read, {
      now: new Date(clock.now()),
      limits,
      ahead: await ahead(promotion, read, listPromotions),
    });
    const decision = nextStep(promotion, facts);
    if (decision.act === 'pin') {
      await pin(promotion, ends, read, write);
    } else if (decision.act === 'rollOut') {
      await rollOut(promotion, ends, read, write);
    }
    if (decision.status) {
      await write.updateStatus(promotionKind, promotion, decision.status);
    }
    if (decision.news) {
      tell(promotion, decision.news, read, write);
    }
    return { requeueAfter: decision.lookAgainAfter };
  };
}

async function ahead(
  promotion: Promotion,
  read: Read,
  listPromotions: PromotionDependencies['listPromotions'],
): Promise<string | undefined> {
  const { metadata, spec } = promotion;
  const namespace = metadata.namespace ?? '';
  const cached = read.byIndex(
    promotionKind,
    indexes.component,
    componentIndexValue(namespace, spec.owner),
  );
  const rival = promotionAhead(promotion, cached);
  const isFirstTurn =
    spec.artifactRef !== undefined && !promotion.status?.phase;
  if (rival || !isFirstTurn) {
    return rival?.metadata.name;
  }
  const present = await listPromotions(namespace);
  return promotionAhead(promotion, present)?.metadata.name;
}

/** A component's history is its promotions' history too. */
function tell(
  promotion: Promotion,
  { type, reason, message }: News,
  read: Read,
  write: Write,
): void {
  const component = read.get(componentKind, {
    namespace: promotion.metadata.namespace,
    name: promotion.spec.owner.componentName,
  });
  for (const about of component ? [promotion, component] : [promotion]) {
    write.event(about, type, reason, message);
  }
}
