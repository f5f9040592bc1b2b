import { useId } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import { isPromotionComplete } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  DeployBoard,
  DeploymentState,
  EnvironmentCard as Card,
} from '@promenade/backstage-plugin-openchoreo-common';
import { CardActs } from '../acts';
import { PromotionSteps } from '../promote';
import { StateBadge } from '../state';
import { Changed } from '../text';
import { RelativeTime } from '../time';
import { openChoreoTranslationRef } from '../translation';
import { CardHeading } from './CardHeading';
import { Comparison } from './Comparison';
import { Endpoints } from './Endpoints';
import { ObjectDetails } from './ObjectDetails';
import { ReleaseLine } from './ReleaseLine';
import styles from './card.module.css';

/** States in which the count of what is ready says something; anywhere else it is all or nothing. */
const underWay: ReadonlySet<DeploymentState> = new Set([
  'Progressing',
  'Degraded',
  'Failed',
]);

/**
 * One environment. It says in this order: state and since when; what runs; how it differs from its neighbour; where to reach
 * it; the one next act; the rest behind a menu.
 */
export function EnvironmentCard(props: {
  card: Card;
  board: DeployBoard;
  labelOf: (environment: string) => string;
}) {
  const { card, board, labelOf } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const headingId = useId();
  const { state, since, progress, promotion } = card;
  const message = card.message ?? t(`hint.${state}`);
  const toldBySteps =
    promotion &&
    !isPromotionComplete(promotion) &&
    promotion.steps.some(step => step.message === message);
  return (
    <Box
      as="article"
      bg="neutral"
      className={styles.card}
      aria-labelledby={headingId}
    >
      <CardHeading id={headingId} card={card} board={board} />
      <div className={styles.state}>
        <Changed value={state}>
          <StateBadge state={state} />
        </Changed>
        {progress && underWay.has(state) && (
          <Changed
            value={`${progress.ready}/${progress.total}`}
            className={styles.progress}
          >
            {t('state.progress', {
              ready: String(progress.ready),
              total: String(progress.total),
            })}
          </Changed>
        )}
        {since && (
          <span className={styles.since}>
            <RelativeTime at={since} />
          </span>
        )}
      </div>
      <ReleaseLine card={card} />
      {message && !toldBySteps && (
        <p className={styles.message} data-state={state}>
          {message}
        </p>
      )}
      {promotion && promotion.phase !== 'Succeeded' && (
        <PromotionSteps promotion={promotion} labelOf={labelOf} />
      )}
      <Comparison card={card} labelOf={labelOf} />
      <Endpoints endpoints={card.endpoints} />
      <ObjectDetails card={card} component={board.component.name} />
      <CardActs card={card} board={board} labelOf={labelOf} />
    </Box>
  );
}
