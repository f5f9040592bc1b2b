import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton, Text } from '@backstage/ui';
import {
  componentRefOf,
  releaseVersion,
  type ComponentRef,
  type EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { environmentLabel } from '../board/environmentLabel';
import { TaskScheduleFacts } from '../board/TaskScheduleFacts';
import { LiveIndicator, useLiveBoard, type LiveBoard } from '../live';
import { deployRouteRef } from '../routes';
import { StateBadge } from '../state/StateBadge';
import { ChangeHighlight, errorMessage } from '../text';
import { formatClock, useLocale } from '../time';
import { useTexts } from '../useTexts';
import contrast from '../text/contrast.module.css';
import styles from './overview.module.css';

/** The release and state of a component in each environment, one row per environment. */
export function DeploymentSummary() {
  const { entity } = useEntity();
  const component = componentRefOf(entity);
  return component ? <LiveSummary component={component} /> : null;
}

function LiveSummary(props: { component: ComponentRef }) {
  const { t } = useTexts();
  const deployPath = useRouteRef(deployRouteRef)?.();
  const { board, connection, lastMessageAt, error, reconnect } = useLiveBoard(
    props.component,
  );
  return (
    <EntityInfoCard
      className={contrast.surface}
      title={t('overview.title')}
      headerActions={
        board && (
          <LiveIndicator
            connection={connection}
            lastMessageAt={lastMessageAt}
            onReconnect={reconnect}
          />
        )
      }
      footerActions={
        deployPath && (
          <Link href={deployPath} standalone>
            {t('overview.open')}
          </Link>
        )
      }
    >
      {connection === 'deleted' ? (
        <Text color="secondary">{t('problem.deleted')}</Text>
      ) : (
        <Rows board={board} error={error} />
      )}
    </EntityInfoCard>
  );
}

function Rows(props: Pick<LiveBoard, 'board' | 'error'>) {
  const { board, error } = props;
  const { t } = useTexts();
  const locale = useLocale();
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
    <>
      {board.stale && (
        <Text as="p" color="secondary">
          {t('board.stale', {
            time: formatClock(Date.parse(board.stale.since), locale),
          })}
        </Text>
      )}
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
      {board.environments.map(card => (
        <Schedule key={card.environment.name} card={card} />
      ))}
    </>
  );
}

/** When a scheduled task runs and has run in an environment. */
function Schedule(props: { card: EnvironmentCard }) {
  const { schedule, state } = props.card;
  const { t } = useTexts();
  if (!schedule) return null;
  const title = t('overview.scheduleIn', {
    environment: environmentLabel(props.card),
  });
  return (
    <section className={styles.schedule} aria-label={title}>
      <Text as="h4" variant="body-small" weight="bold">
        {title}
      </Text>
      <TaskScheduleFacts schedule={schedule} state={state} />
    </section>
  );
}

function Row(props: { card: EnvironmentCard }) {
  const { card } = props;
  const { t } = useTexts();
  return (
    <tr>
      <th scope="row">{environmentLabel(card)}</th>
      <td>
        {card.release ? (
          <ChangeHighlight value={card.release.hash}>
            <span className={styles.version}>
              {releaseVersion(card.release)}
            </span>{' '}
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
