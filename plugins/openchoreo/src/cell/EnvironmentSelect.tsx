import { Select } from '@backstage/ui';
import type { Cell } from '@promenade/backstage-plugin-openchoreo-common';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import styles from './cell.module.css';

/** Chooses the environment of a cell. */
export function EnvironmentSelect(props: {
  cell: Pick<Cell, 'environment' | 'environments'>;
  onChange: (name: string) => void;
}) {
  const { cell, onChange } = props;
  const { t } = useTexts();
  return (
    <div className={styles.chooser}>
      <Select
        label={t('cell.environment')}
        options={cell.environments.map(each => ({
          id: each.name,
          label: labelOf(each),
        }))}
        value={cell.environment?.name ?? null}
        onChange={key => key !== null && onChange(String(key))}
      />
    </div>
  );
}
