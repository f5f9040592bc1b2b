import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Skeleton, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  componentRefOf,
  reads,
  type ComponentRef,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { BoardError, ComponentDeleted, EmptyState } from '../board/BoardError';
import { boardLabels } from '../board/environmentLabel';
import { Overview } from '../catalog/Overview';
import { useLiveBoard } from '../live';
import { useDeniedReason } from '../permissions/useAllowedVerbs';
import { openChoreoTranslationRef } from '../translation';
import { ComponentActions } from './ComponentActions';
import { EnvironmentConfiguration } from './EnvironmentConfiguration';
import styles from './configuration.module.css';

/** The Configuration tab: the environment variables and overrides of the component in an environment, which can be changed here. */
export function ConfigurationTab() {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { entity } = useEntity();
  const component = componentRefOf(entity);
  return component ? (
    <LiveConfiguration component={component} />
  ) : (
    <EmptyState title={t('problem.missing')} text={t('problem.missingText')} />
  );
}

function LiveConfiguration(props: { component: ComponentRef }) {
  const { component } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { board, connection, error, reconnect } = useLiveBoard(component);
  if (connection === 'deleted') {
    return <ComponentDeleted component={component} />;
  }
  if (!board) {
    return error ? (
      <BoardError error={error} component={component} onRetry={reconnect} />
    ) : (
      <Skeleton width="100%" height={160} aria-label={t('catalog.loading')} />
    );
  }
  return <Configurations component={component} board={board} />;
}

function Configurations(props: {
  component: ComponentRef;
  board: DeployBoard;
}) {
  const { component, board } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const labelOf = boardLabels(board);
  const deniedReason = useDeniedReason(component);
  const [chosen, setChosen] = useState<string>();
  const names = board.environments.map(({ environment }) => environment.name);
  const environment = names.find(name => name === chosen) ?? names[0];
  return (
    <div className={styles.page}>
      {environment && (
        <>
          <ToggleButtonGroup
            className={styles.environments}
            aria-label={t('runtime.environment')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[environment]}
            onSelectionChange={([key]) => setChosen(String(key))}
          >
            {names.map(name => (
              <ToggleButton key={name} id={name}>
                {labelOf(name)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Overview
            key={environment}
            title={t('configuration.variables')}
            read={reads.getConfiguration}
            input={{ ...component, environment }}
          >
            {(configuration, live) => (
              <EnvironmentConfiguration
                component={component}
                configuration={configuration}
                label={labelOf(environment)}
                deniedReason={deniedReason}
                live={live}
              />
            )}
          </Overview>
        </>
      )}
      <ComponentActions
        component={component}
        board={board}
        deniedReason={deniedReason}
      />
    </div>
  );
}
