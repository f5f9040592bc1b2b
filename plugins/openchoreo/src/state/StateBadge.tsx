import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DeploymentState } from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoTranslationRef } from '../translation';
import { stateFamily } from './stateFamily';
import { StateSign } from './StateSign';
import styles from './state.module.css';

/** A state as sign, word and colour together. */
export function StateBadge(props: { state: DeploymentState }) {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return (
    <span className={styles.badge} data-family={stateFamily[props.state]}>
      <StateSign state={props.state} />
      {t(`state.${props.state}`)}
    </span>
  );
}
