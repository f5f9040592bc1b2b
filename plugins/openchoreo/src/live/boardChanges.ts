import type {
  DeployBoard,
  DeploymentState,
  PromotionPhase,
} from '@promenade/backstage-plugin-openchoreo-common';
import { environmentLabel } from '../board/environmentLabel';
import { deployedReleaseText } from '../text';

/** A change between two boards that is announced to screen readers. */
export type BoardChange =
  | { type: 'state'; environment: string; state: DeploymentState }
  | { type: 'release'; environment: string; release: string }
  | { type: 'promotion'; environment: string; phase: PromotionPhase };

/** The changes of state, release and promotion phase, in the order of the environments. Changed counts are not included. */
export function boardChanges(
  before: DeployBoard,
  after: DeployBoard,
): BoardChange[] {
  const cardsBefore = new Map(
    before.environments.map(card => [card.environment.name, card]),
  );
  return after.environments.flatMap(card => {
    const cardBefore = cardsBefore.get(card.environment.name);
    if (!cardBefore) return [];
    const environment = environmentLabel(card);
    const changes: BoardChange[] = [];
    const { promotion, release, state } = card;
    if (
      promotion &&
      promotion.phase !== promotionPhase(cardBefore, promotion.name)
    ) {
      changes.push({ type: 'promotion', environment, phase: promotion.phase });
    }
    if (release && release.hash !== cardBefore.release?.hash) {
      changes.push({
        type: 'release',
        environment,
        release: deployedReleaseText(release),
      });
    }
    if (state !== cardBefore.state) {
      changes.push({ type: 'state', environment, state });
    }
    return changes;
  });
}

function promotionPhase(
  card: DeployBoard['environments'][number],
  name: string,
): PromotionPhase | undefined {
  return card.promotion?.name === name ? card.promotion.phase : undefined;
}
