import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  componentRefOf,
  type ComponentRef,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { BoardError, ComponentDeleted, EmptyState } from '../board/BoardError';
import { useLiveBoard } from '../live';
import { openChoreoTranslationRef } from '../translation';
import { PromotionHistory } from './PromotionHistory';
import { ReleasesSkeleton } from './ReleasesSkeleton';
import { Revisions } from './Revisions';
import styles from './releases.module.css';

/** The Releases tab: the releases that each environment runs or has run, and the history of promotions. */
export function ReleasesTab() {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { entity } = useEntity();
  const component = componentRefOf(entity);
  return component ? (
    <LiveReleases component={component} />
  ) : (
    <EmptyState title={t('problem.missing')} text={t('problem.missingText')} />
  );
}

function LiveReleases(props: { component: ComponentRef }) {
  const { component } = props;
  const { board, connection, error, reconnect } = useLiveBoard(component);
  if (connection === 'deleted') {
    return <ComponentDeleted component={component} />;
  }
  if (!board) {
    return error ? (
      <BoardError error={error} component={component} onRetry={reconnect} />
    ) : (
      <ReleasesSkeleton />
    );
  }
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
