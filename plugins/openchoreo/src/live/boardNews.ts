import type {
  DeployBoard,
  DeploymentState,
  PromotionPhase,
} from '@promenade/backstage-plugin-openchoreo-common';
import { environmentLabel } from '../board/environmentLabel';

/** Something that happened between two boards and is worth to be said aloud. */
export type BoardNews =
  | { type: 'state'; environment: string; state: DeploymentState }
  | { type: 'release'; environment: string; release: string }
  | { type: 'promotion'; environment: string; phase: PromotionPhase };

/** What changed from one board to the next, in the order of the environments; not every tick of a count. */
export function boardNews(
  before: DeployBoard,
  after: DeployBoard,
): BoardNews[] {
  const known = new Map(
    before.environments.map(card => [card.environment.name, card]),
  );
  return after.environments.flatMap(card => {
    const old = known.get(card.environment.name);
    if (!old) return [];
    const environment = environmentLabel(card);
    const news: BoardNews[] = [];
    const { promotion, release, state } = card;
    if (promotion && promotion.phase !== phaseOf(old, promotion.name)) {
      news.push({ type: 'promotion', environment, phase: promotion.phase });
    }
    if (release && release.hash !== old.release?.hash) {
      news.push({ type: 'release', environment, release: release.short });
    }
    if (state !== old.state) news.push({ type: 'state', environment, state });
    return news;
  });
}

function phaseOf(
  card: DeployBoard['environments'][number],
  promotion: string,
): PromotionPhase | undefined {
  return card.promotion?.name === promotion ? card.promotion.phase : undefined;
}
