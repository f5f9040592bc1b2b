import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  ComponentRef,
  DeployBoard,
  PromotionPlan,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { FreshnessReport } from '../cache/Freshness';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { deployBoard } from './deployBoard';
import { promotionPlan } from './promotionPlan';

/**
 * Where the views read from.
 *
 * @public
 */
export interface ViewSource {
  /** The current state of a component. Undefined when it does not exist. */
  snapshot(ref: ComponentRef, now: Date): ComponentSnapshot | undefined;
  freshness(): FreshnessReport;
}

/**
 * The views of components, computed from the cached resources. Each throws a NotFoundError when the component does not exist.
 *
 * @public
 */
export class OpenChoreoViews {
  readonly #source: ViewSource;
  readonly #now: () => Date;

  constructor(source: ViewSource, now: () => Date = () => new Date()) {
    this.#source = source;
    this.#now = now;
  }

  /** The current state of a component. */
  component(ref: ComponentRef): ComponentSnapshot {
    const snapshot = this.#source.snapshot(ref, this.#now());
    if (snapshot) return snapshot;
    const { organization, project, component } = ref;
    throw new NotFoundError(
      `There is no component ${component} in project ${project} of ${organization}`,
    );
  }

  /** The state of a component in every environment of its pipeline. */
  deployBoard(ref: ComponentRef): DeployBoard {
    const board = deployBoard(this.component(ref), this.#now());
    const { status, lastSeen, message } = this.#source.freshness();
    if (status !== 'stale') return board;
    const since = (lastSeen ?? this.#now()).toISOString();
    return {
      ...board,
      asOf: since,
      stale: {
        since,
        message: `The control plane cannot be reached: ${message}`,
      },
    };
  }

  /** What a promotion would change, and what prevents it now. */
  promotionPlan(
    ref: ComponentRef,
    edge: { from: string; to: string },
  ): PromotionPlan {
    return promotionPlan(this.component(ref), edge);
  }

  /**
   * The promotions of a component, newest first.
   *
   * @throws ServiceUnavailableError with the missing right, when promotions cannot be read
   */
  promotions(ref: ComponentRef): readonly PromotionView[] {
    const { promotions, unavailable } = this.component(ref);
    if (unavailable?.promotions) {
      throw new ServiceUnavailableError(unavailable.promotions);
    }
    return promotions;
  }

  /** A promotion of a component. @throws NotFoundError when it does not exist */
  promotion(ref: ComponentRef, name: string): PromotionView {
    const found = this.promotions(ref).find(view => view.name === name);
    if (found) return found;
    throw new NotFoundError(`${ref.component} has no promotion ${name}`);
  }
}
