import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  componentRefOf,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { BoardAnnouncer, LiveIndicator, useLiveBoard } from '../live';
import { useRestrictedBoard } from '../permissions/useAllowedVerbs';
import { openChoreoTranslationRef } from '../translation';
import { Board } from './Board';
import { BoardError, ComponentDeleted, EmptyState } from './BoardError';
import { BoardSkeleton } from './BoardSkeleton';
import { LastPromotion } from './LastPromotion';
import styles from './board.module.css';

/** The Deploy tab: the live board of the component of this entity. */
export function DeployTab() {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { entity } = useEntity();
  const component = componentRefOf(entity);
  return component ? (
    <LiveDeployBoard component={component} />
  ) : (
    <EmptyState title={t('problem.missing')} text={t('problem.missingText')} />
  );
}

function LiveDeployBoard(props: { component: ComponentRef }) {
  const { component } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { connection, lastMessageAt, error, reconnect, ...live } =
    useLiveBoard(component);
  const board = useRestrictedBoard(component, live.board);
  if (connection === 'deleted') {
    return <ComponentDeleted component={component} />;
  }
  if (!board) {
    return error ? (
      <BoardError error={error} component={component} onRetry={reconnect} />
    ) : (
      <BoardSkeleton />
    );
  }
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
