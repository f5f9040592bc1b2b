import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton, Text } from '@backstage/ui';
import {
  componentRefOf,
  type ComponentRef,
  type EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { environmentLabel } from '../board/environmentLabel';
import { useLiveBoard, type LiveBoardSnapshot } from '../live';
import { deployRouteRef } from '../routes';
import { StateBadge } from '../state/StateBadge';
import { ChangeHighlight, errorMessage } from '../text';
import { openChoreoTranslationRef } from '../translation';
import styles from './overview.module.css';

/** The release and state of a component in each environment, one row per environment. */
export function DeploymentSummary() {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { entity } = useEntity();
  const deployPath = useRouteRef(deployRouteRef)?.();
  const component = componentRefOf(entity);
  if (!component) return null;
  return (
    <EntityInfoCard
      title={t('overview.title')}
      footerActions={
        deployPath && (
          <Link href={deployPath} standalone>
            {t('overview.open')}
          </Link>
        )
      }
    >
      <LiveRows component={component} />
    </EntityInfoCard>
  );
}

function LiveRows(props: { component: ComponentRef }) {
  return <Rows {...useLiveBoard(props.component)} />;
}

function Rows(props: Pick<LiveBoardSnapshot, 'board' | 'error'>) {
  const { board, error } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  if (!board && error) {
    return <Text color="secondary">{errorMessage(error)}</Text>;
  }
  if (!board) {
    return (
      <div className={styles.loading} aria-hidden="true">
        <Skeleton height={24} />
        <Skeleton height={24} />
        <Skeleton height={24} />
      </div>
    );
  }
  if (board.environments.length === 0) {
    return <Text color="secondary">{t('board.emptyTitle')}</Text>;
  }
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          <th scope="col">{t('overview.environment')}</th>
          <th scope="col">{t('overview.release')}</th>
          <th scope="col">{t('overview.state')}</th>
        </tr>
      </thead>
      <tbody>
        {board.environments.map(card => (
          <Row key={card.environment.name} card={card} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: { card: EnvironmentCard }) {
  const { card } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <tr>
      <th scope="row">{environmentLabel(card)}</th>
      <td>
        {card.release ? (
          <ChangeHighlight value={card.release.hash}>
            <code>{card.release.short}</code>
          </ChangeHighlight>
        ) : (
          t('overview.noRelease')
        )}
      </td>
      <td>
        <ChangeHighlight value={card.state}>
          <StateBadge state={card.state} />
        </ChangeHighlight>
      </td>
    </tr>
  );
}
