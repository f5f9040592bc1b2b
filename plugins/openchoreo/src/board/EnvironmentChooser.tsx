import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { DeployBoard } from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { boardLabels } from './environmentLabel';
import styles from './board.module.css';

/** Chooses an environment of a component. */
export function EnvironmentChooser(props: {
  board: DeployBoard;
  environment: string;
  onChoose: (name: string) => void;
}) {
  const { board, environment, onChoose } = props;
  const { t } = useTexts();
  const labelOf = boardLabels(board);
  return (
    <ToggleButtonGroup
      className={styles.environmentChooser}
      selectionMode="single"
      disallowEmptySelection
      aria-label={t('runtime.environment')}
      selectedKeys={[environment]}
      onSelectionChange={([key]) => onChoose(String(key))}
    >
      {board.environments.map(({ environment: { name } }) => (
        <ToggleButton key={name} id={name}>
          {labelOf(name)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
