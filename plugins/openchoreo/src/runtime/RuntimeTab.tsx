import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import {
  reads,
  type ComponentRef,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { EnvironmentChooser } from '../board/EnvironmentChooser';
import { boardLabels } from '../board/environmentLabel';
import { Explanation } from '../board/Explanation';
import { LiveBoardTab, type LoadedBoard } from '../board/LiveBoardTab';
import { NoEnvironments } from '../board/NoEnvironments';
import { LiveIndicator, useLiveRead } from '../live';
import { deployRouteRef } from '../routes';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { RuntimeView } from './RuntimeView';
import { firstEnvironment } from './resourceNodes';
import { useRuntimeSelection } from './useRuntimeSelection';
import styles from './runtime.module.css';

/** The Runtime tab: the objects of the component in an environment, down to pods, with events, logs and manifests. */
export function RuntimeTab() {
  return (
    <LiveBoardTab skeleton={<RuntimeSkeleton environment="" />}>
      {loaded => <RuntimeOfEnvironment {...loaded} />}
    </LiveBoardTab>
  );
}

function RuntimeOfEnvironment(props: LoadedBoard) {
  const { component, board, connection, lastMessageAt, reconnect } = props;
  const [selection, select] = useRuntimeSelection();
  const environment = selection.environment ?? firstEnvironment(board);
  if (!environment) return <NoEnvironments board={board} />;
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <EnvironmentChooser
          board={board}
          environment={environment}
          onChoose={name => select({ environment: name })}
        />
        <LiveIndicator
          connection={connection}
          lastMessageAt={lastMessageAt}
          onReconnect={reconnect}
        />
      </div>
      <LoadedRuntime
        key={environment}
        component={component}
        board={board}
        environment={environment}
      />
    </div>
  );
}

function LoadedRuntime(props: {
  component: ComponentRef;
  board: DeployBoard;
  environment: string;
}) {
  const { component, board, environment } = props;
  const { t } = useTexts();
  const deployPath = useRouteRef(deployRouteRef)?.();
  const { value, error, reconnect } = useLiveRead(reads.getRuntime, {
    ...component,
    environment,
  });
  const label = boardLabels(board)(environment);
  const card = board.environments.find(
    each => each.environment.name === environment,
  );
  if (!value) {
    return error ? (
      <ErrorAlert
        title={t('runtime.failed')}
        text={errorMessage(error)}
        action={{ label: t('runtime.retry'), onPress: reconnect }}
      />
    ) : (
      <RuntimeSkeleton environment={label} />
    );
  }
  if (value.resources.length === 0) {
    return (
      <EmptyState
        title={t('runtime.emptyTitle', { environment: label })}
        text={t('runtime.emptyText')}
        link={
          deployPath
            ? { label: t('runtime.openDeploy'), href: deployPath }
            : undefined
        }
      />
    );
  }
  return (
    <>
      {error && (
        <ErrorAlert
          title={t('runtime.failed')}
          text={errorMessage(error)}
          action={{ label: t('runtime.retry'), onPress: reconnect }}
        />
      )}
      {card && (
        <Explanation
          deployment={{
            component,
            environment,
            state: card.state,
            message: card.message,
          }}
        />
      )}
      <RuntimeView component={component} runtime={value} label={label} />
    </>
  );
}

function RuntimeSkeleton(props: { environment: string }) {
  const { t } = useTexts();
  return (
    <div className={styles.page}>
      <VisuallyHidden role="status">
        {t('runtime.loading', props)}
      </VisuallyHidden>
      {[1, 2, 3, 4, 5].map(row => (
        <Skeleton key={row} height={32} aria-hidden="true" />
      ))}
    </div>
  );
}
