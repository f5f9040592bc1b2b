import { RiArrowRightSLine } from '@remixicon/react';
import type {
  DeploymentState,
  EnvironmentCard,
  ObjectHealth,
} from '@promenade/backstage-plugin-openchoreo-common';
import { stateColors, StateIcon } from '../state/StateBadge';
import { useTexts } from '../useTexts';
import styles from './details.module.css';

const stateForHealth: Readonly<
  Record<ObjectHealth['health'], DeploymentState>
> = {
  Healthy: 'Ready',
  Progressing: 'Progressing',
  Degraded: 'Degraded',
  Suspended: 'Suspended',
  Unknown: 'Unknown',
};

const severityOrder: readonly ObjectHealth['health'][] = [
  'Degraded',
  'Unknown',
  'Progressing',
  'Suspended',
  'Healthy',
];

/** The objects of a deployment with their health and messages. Degraded objects are first. */
export function ObjectDetails(props: {
  card: EnvironmentCard;
  component: string;
}) {
  const { card, component } = props;
  const { t } = useTexts();
  const { objects, state } = card;
  if (objects.length === 0) return null;
  const degraded = objects.filter(({ health }) => health === 'Degraded').length;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>
        <RiArrowRightSLine
          size={16}
          aria-hidden="true"
          className={styles.arrow}
        />
        {degraded > 0
          ? t('card.degraded', {
              degraded: String(degraded),
              total: String(objects.length),
            })
          : t('card.objects', { count: objects.length })}
      </summary>
      <div className={styles.component}>
        <span className={styles.icon} data-color={stateColors[state]}>
          <StateIcon state={state} />
        </span>
        {card.binding?.name ?? component}
      </div>
      <ul className={styles.objects}>
        {sortBySeverity(objects).map(object => (
          <li key={`${object.kind}/${object.name}`} className={styles.object}>
            <span
              className={styles.icon}
              data-color={stateColors[stateForHealth[object.health]]}
            >
              <StateIcon state={stateForHealth[object.health]} />
            </span>
            <span className={styles.identity}>
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

/** Sorts the objects that need attention first. Keeps the order of the backend otherwise, so that rows do not move. */
function sortBySeverity(objects: readonly ObjectHealth[]): ObjectHealth[] {
  return [...objects].sort(
    (a, b) => severityOrder.indexOf(a.health) - severityOrder.indexOf(b.health),
  );
}
