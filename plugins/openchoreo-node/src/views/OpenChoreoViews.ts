import { NotFoundError } from '@backstage/errors';
import type {
  ComponentRef,
  DeployBoard,
  PromotionPlan,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { FreshnessReport } from '../cache/Freshness';
import type { ResourceReader } from '../cache/ResourceReader';
import { componentSnapshot } from '../class-binding/componentSnapshot';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { deployBoard } from './deployBoard';
import { promotionPlan } from './promotionPlan';

/**
 * What people see of a component, computed from what is known now. Each throws a NotFoundError when there is no such thing.
 *
 * @public
 */
export class OpenChoreoViews {
  readonly #reader: ResourceReader & { freshness(): FreshnessReport };
  readonly #now: () => Date;

  constructor(
    reader: ResourceReader & { freshness(): FreshnessReport },
    now: () => Date = () => new Date(),
  ) {
    this.#reader = reader;
    this.#now = now;
  }

  /** All that is known of a component. */
  component(ref: ComponentRef): ComponentSnapshot {
    const snapshot = componentSnapshot(this.#reader, ref);
    if (snapshot) return snapshot;
    const { organization, project, component } = ref;
    throw new NotFoundError(
      `There is no component ${component} in project ${project} of ${organization}`,
    );
  }

  /** How a component fares in every environment of its pipeline. */
  deployBoard(ref: ComponentRef): DeployBoard {
    const board = deployBoard(this.component(ref), this.#now());
    const { status, lastSeen, message } = this.#reader.freshness();
    if (status !== 'stale') return board;
    const since = (lastSeen ?? this.#now()).toISOString();
    return {
      ...board,
      asOf: since,
      stale: {
        since,
        message: `The control plane cannot be heard: ${message}`,
      },
    };
  }

  /** What would change by a promotion, and what stands in its way. */
  promotionPlan(
    ref: ComponentRef,
    edge: { from: string; to: string },
  ): PromotionPlan {
    return promotionPlan(this.component(ref), edge, this.#now());
  }

  /** The promotions of a component, newest first. */
  promotions(ref: ComponentRef): readonly PromotionView[] {
    return this.component(ref).promotions;
  }

  /** One promotion of a component. */
  promotion(ref: ComponentRef, name: string): PromotionView {
    const found = this.promotions(ref).find(view => view.name === name);
    if (found) return found;
    throw new NotFoundError(`${ref.component} has no promotion ${name}`);
  }
}
