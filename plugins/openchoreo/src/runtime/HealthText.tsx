import type { ObjectHealth } from '@promenade/backstage-plugin-openchoreo-common';
import { stateColors, StateIcon } from '../state/StateBadge';
import { useTexts } from '../useTexts';
import { stateForHealth } from './resourceNodes';
import styles from './runtime.module.css';

/** The health of an object as icon, word and color. */
export function HealthText(props: { health: ObjectHealth['health'] }) {
  const { health } = props;
  const { t } = useTexts();
  return (
    <span className={styles.healthText}>
      <HealthIcon health={health} />
      {t(`health.${health}`)}
    </span>
  );
}

/** The icon of a health. The word is to be beside it. */
export function HealthIcon(props: { health: ObjectHealth['health'] }) {
  const state = stateForHealth[props.health];
  return (
    <span className={styles.icon} data-color={stateColors[state]}>
      <StateIcon state={state} />
    </span>
  );
}
