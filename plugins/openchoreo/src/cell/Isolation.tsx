import type { Isolation as View } from '@promenade/backstage-plugin-openchoreo-common';
import { Tag } from '../catalog/cells';
import { useTexts } from '../useTexts';
import styles from './cell.module.css';

/** Whether undeclared traffic of a cell is denied. */
export function Isolation(props: { isolation: View }) {
  const { mode, isEffective, message } = props.isolation;
  const { t } = useTexts();
  const text =
    mode === 'Enforced' && isEffective === false ? 'notEffective' : mode;
  return (
    <span className={styles.isolation}>
      <Tag>{t(`cell.isolation.${text}`)}</Tag>
      <span className={styles.secondary}>
        {message ?? t(`cell.isolationHint.${text}`)}
      </span>
    </span>
  );
}
