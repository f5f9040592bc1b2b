import { BoardAnnouncer, LiveIndicator } from '../live';
import { useRestrictedBoard } from '../permissions/useAllowedVerbs';
import { useTexts } from '../useTexts';
import { Board } from './Board';
import { BoardSkeleton } from './BoardSkeleton';
import { LastPromotion } from './LastPromotion';
import { LiveBoardTab, type LoadedBoard } from './LiveBoardTab';
import styles from './board.module.css';

/** The Deploy tab: the live board of the component of this entity. */
export function DeployTab() {
  return (
    <LiveBoardTab skeleton={<BoardSkeleton />}>
      {loaded => <LiveDeployBoard {...loaded} />}
    </LiveBoardTab>
  );
}

function LiveDeployBoard(props: LoadedBoard) {
  const { component, connection, lastMessageAt, reconnect } = props;
  const { t } = useTexts();
  const board = useRestrictedBoard(component, props.board);
  const { displayName, name } = board.pipeline;
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <span className={styles.pipeline}>
          {t('board.pipeline', { pipeline: displayName ?? name })}
        </span>
        <LiveIndicator
          connection={connection}
          lastMessageAt={lastMessageAt}
          onReconnect={reconnect}
        />
      </div>
      <Board board={board} />
      <LastPromotion board={board} />
      <BoardAnnouncer board={board} />
    </div>
  );
}
