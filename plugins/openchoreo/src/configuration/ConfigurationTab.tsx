import { useState } from 'react';
import { Skeleton } from '@backstage/ui';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { EnvironmentChooser } from '../board/EnvironmentChooser';
import { boardLabels } from '../board/environmentLabel';
import { LiveBoardTab, type LoadedBoard } from '../board/LiveBoardTab';
import { Overview } from '../catalog/Overview';
import { useDeniedReason } from '../permissions/useAllowedVerbs';
import { useTexts } from '../useTexts';
import { ComponentActions } from './ComponentActions';
import { EnvironmentConfiguration } from './EnvironmentConfiguration';
import styles from './configuration.module.css';

/** The Configuration tab: the environment variables and overrides of the component in an environment, which can be changed here. */
export function ConfigurationTab() {
  const { t } = useTexts();
  return (
    <LiveBoardTab
      skeleton={
        <Skeleton width="100%" height={160} aria-label={t('catalog.loading')} />
      }
    >
      {loaded => <Configurations {...loaded} />}
    </LiveBoardTab>
  );
}

function Configurations({ component, board }: LoadedBoard) {
  const { t } = useTexts();
  const labelOf = boardLabels(board);
  const deniedReason = useDeniedReason(component);
  const [chosen, setChosen] = useState<string>();
  const names = board.environments.map(({ environment }) => environment.name);
  const environment = names.find(name => name === chosen) ?? names[0];
  return (
    <div className={styles.page}>
      {environment && (
        <>
          <EnvironmentChooser
            board={board}
            environment={environment}
            onChoose={setChosen}
          />
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
