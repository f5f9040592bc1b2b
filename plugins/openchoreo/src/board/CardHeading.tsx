import type {
  DeployBoard,
  EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { useTexts } from '../useTexts';
import { environmentLabel } from './environmentLabel';
import styles from './card.module.css';

/** The name of an environment, whether it needs an approval, and its data plane. */
export function CardHeading(props: {
  id: string;
  card: EnvironmentCard;
  board: DeployBoard;
}) {
  const { id, card, board } = props;
  const { t } = useTexts();
  const { name, dataPlane } = card.environment;
  const needsApproval = board.pipeline.edges.some(
    edge => edge.to === name && edge.requiresApproval,
  );
  return (
    <header className={styles.heading}>
      <div className={styles.names}>
        <h3 id={id} className={styles.name}>
          {environmentLabel(card)}
        </h3>
        {needsApproval && (
          <span className={styles.tag}>{t('board.needsApproval')}</span>
        )}
      </div>
      {dataPlane && (
        <p className={styles.dataPlane}>
          {t('board.dataPlane', { dataPlane: dataPlane.name })}
          {dataPlane.simulated && (
            <span className={styles.tag} title={t('board.simulatedMeaning')}>
              {t('board.simulated')}
            </span>
          )}
        </p>
      )}
    </header>
  );
}
