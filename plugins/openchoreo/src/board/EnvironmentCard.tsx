import { useId } from 'react';
import { Box } from '@backstage/ui';
import { RiAlertLine } from '@remixicon/react';
import {
  isPromotionComplete,
  type DeployBoard,
  type DeploymentState,
  type EnvironmentCard as Card,
} from '@promenade/backstage-plugin-openchoreo-common';
import { CardActions } from '../actions';
import { PromotionPanel } from '../promotion';
import { PromotionLink } from '../promotion/PromotionLink';
import { StateBadge } from '../state/StateBadge';
import { ChangeHighlight, MessageText } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { CardHeading } from './CardHeading';
import { Comparison } from './Comparison';
import { Endpoints } from './Endpoints';
import { Explanation } from './Explanation';
import { ObjectDetails } from './ObjectDetails';
import { ReleaseLine } from './ReleaseLine';
import { RuntimeLink } from './RuntimeLink';
import { TaskScheduleFacts } from './TaskScheduleFacts';
import contrast from '../text/contrast.module.css';
import styles from './card.module.css';

/** States in which some pods are ready and others are not. The count of ready pods is shown in these states only. */
const partialStates: ReadonlySet<DeploymentState> = new Set([
  'Progressing',
  'Degraded',
  'Failed',
]);

/**
 * The card of one environment. From top to bottom: state and its age, release, message, promotion to here, comparison with the
 * next environments, endpoints, objects, what to do, actions.
 */
export function EnvironmentCard(props: {
  card: Card;
  board: DeployBoard;
  labelOf: (environment: string) => string;
}) {
  const { card, board, labelOf } = props;
  const { t } = useTexts();
  const headingId = useId();
  const { state, since, progress, promotion } = card;
  const message = card.message ?? t(`hint.${state}`);
  const isMessageInSteps =
    promotion &&
    !isPromotionComplete(promotion) &&
    promotion.steps.some(step => step.message === message);
  return (
    <Box
      as="article"
      bg="neutral"
      className={`${styles.card} ${contrast.surface}`}
      aria-labelledby={headingId}
    >
      <CardHeading id={headingId} card={card} board={board} />
      <div className={styles.state}>
        <ChangeHighlight value={state}>
          <StateBadge state={state} />
        </ChangeHighlight>
        {progress && partialStates.has(state) && (
          <ChangeHighlight
            value={`${progress.ready}/${progress.total}`}
            className={styles.progress}
          >
            {t('state.progress', {
              ready: String(progress.ready),
              total: String(progress.total),
            })}
          </ChangeHighlight>
        )}
        {since && (
          <span className={styles.since}>
            <RelativeTime at={since} />
          </span>
        )}
      </div>
      <ReleaseLine card={card} />
      {message && !isMessageInSteps && (
        <p className={styles.message} data-state={state}>
          <MessageText text={message} />
        </p>
      )}
      {card.warning && (
        <section className={styles.warning}>
          <RiAlertLine size={16} aria-hidden="true" />
          <div>
            <p className={styles.warningTitle}>{t('card.warning')}</p>
            <p className={styles.warningText}>{card.warning}</p>
          </div>
        </section>
      )}
      {promotion && (
        <PromotionPanel
          promotion={promotion}
          isCollapsed={isPromotionComplete(promotion) && state === 'Ready'}
          labelOf={labelOf}
          link={
            <PromotionLink
              organization={board.component.organization}
              name={promotion.name}
              label={t('promotionPage.openOf', { name: promotion.name })}
            >
              {t('promotionPage.open')}
            </PromotionLink>
          }
        />
      )}
      <Comparison card={card} labelOf={labelOf} />
      {card.schedule && (
        <TaskScheduleFacts schedule={card.schedule} state={state} />
      )}
      <Endpoints endpoints={card.endpoints} />
      <ObjectDetails card={card} component={board.component.name} />
      <Explanation
        deployment={{
          component: {
            ...board.component,
            component: board.component.name,
          },
          environment: card.environment.name,
          state,
          message,
        }}
      />
      <RuntimeLink card={card} />
      <CardActions card={card} board={board} labelOf={labelOf} />
    </Box>
  );
}
