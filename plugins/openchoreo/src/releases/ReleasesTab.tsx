import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { LiveBoardTab, type LoadedBoard } from '../board/LiveBoardTab';
import { PromotionHistory } from './PromotionHistory';
import { ReleasesSkeleton } from './ReleasesSkeleton';
import { Revisions } from './Revisions';
import styles from './releases.module.css';

/** The Releases tab: the releases that each environment runs or has run, and the history of promotions. */
export function ReleasesTab() {
  return (
    <LiveBoardTab skeleton={<ReleasesSkeleton />}>
      {loaded => <Releases {...loaded} />}
    </LiveBoardTab>
  );
}

function Releases({ component, board }: LoadedBoard) {
  const version = historyVersion(board);
  return (
    <div className={styles.page}>
      <Revisions component={component} board={board} version={version} />
      <PromotionHistory component={component} board={board} version={version} />
    </div>
  );
}

/** A value that changes when a release was deployed, or when a promotion began or changed its phase. */
function historyVersion({ environments, lastPromotion }: DeployBoard): string {
  return JSON.stringify([
    lastPromotion?.name,
    environments.map(({ release, promotion }) => [
      release?.hash,
      promotion?.name,
      promotion?.phase,
    ]),
  ]);
}
