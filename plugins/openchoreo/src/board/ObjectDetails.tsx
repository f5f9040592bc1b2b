import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightSLine } from '@remixicon/react';
import type {
  DeploymentState,
  EnvironmentCard,
  ObjectHealth,
} from '@promenade/backstage-plugin-openchoreo-common';
import { stateFamily, StateSign } from '../state';
import { openChoreoTranslationRef } from '../translation';
import { byUrgency, isUnwell } from './objectOrder';
import styles from './details.module.css';

const stateOfHealth: Readonly<Record<ObjectHealth['health'], DeploymentState>> =
  {
    Healthy: 'Ready',
    Progressing: 'Progressing',
    Degraded: 'Degraded',
    Suspended: 'Suspended',
    Unknown: 'Unknown',
  };

/** What is behind a state, step by step: component, object, message. What is unwell comes first. */
export function ObjectDetails(props: {
  card: EnvironmentCard;
  component: string;
}) {
  const { card, component } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { objects, state } = card;
  if (objects.length === 0) return null;
  const unwell = objects.filter(isUnwell).length;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>
        <RiArrowRightSLine
          size={16}
          aria-hidden="true"
          className={styles.arrow}
        />
        {unwell > 0
          ? t('card.unwell', {
              unwell: String(unwell),
              total: String(objects.length),
            })
          : t('card.objects', { count: objects.length })}
      </summary>
      <div className={styles.component}>
        <span className={styles.sign} data-family={stateFamily[state]}>
          <StateSign state={state} />
        </span>
        {card.binding?.name ?? component}
      </div>
      <ul className={styles.objects}>
        {byUrgency(objects).map(object => (
          <li key={`${object.kind}/${object.name}`} className={styles.object}>
            <span
              className={styles.sign}
              data-family={stateFamily[stateOfHealth[object.health]]}
            >
              <StateSign state={stateOfHealth[object.health]} />
            </span>
            <span className={styles.what}>
              <span className={styles.kind}>{object.kind}</span>{' '}
              <span className={styles.name}>{object.name}</span>
            </span>
            <span className={styles.health}>
              {t(`health.${object.health}`)}
            </span>
            {object.message && (
              <span className={styles.message}>{object.message}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
