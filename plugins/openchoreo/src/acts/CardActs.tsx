import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  DeployBoard,
  EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { environmentLabel } from '../board/environmentLabel';
import { PromoteDialog } from '../promote';
import { Refusal } from '../text';
import { openChoreoTranslationRef } from '../translation';
import { actsOf, type Act, type PromoteAct, type StateVerb } from './Act';
import { ActMenu } from './ActMenu';
import { arrangeActs } from './arrangeActs';
import { ConfirmDialog } from './ConfirmDialog';
import { NextAct } from './NextAct';
import { refusalText } from './refusalText';
import { needsConfirmation, stateOf } from './stateChanges';
import { useActLabel } from './useActLabel';
import { useCommand } from './useCommand';
import styles from './acts.module.css';

/** What can be done in an environment: the next act as a button, the rest behind a menu. */
export function CardActs(props: {
  card: EnvironmentCard;
  board: DeployBoard;
  labelOf: (environment: string) => string;
}) {
  const { card, board, labelOf } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const api = useApi(openChoreoApiRef);
  const [promoting, setPromoting] = useState<PromoteAct>();
  const [confirming, setConfirming] = useState<StateVerb>();
  const { pending, error, run, clear } = useCommand();

  const { organization, project, name: component } = board.component;
  const ref = { organization, project, component };
  const environment = environmentLabel(card);
  const acts = actsOf(card.actions);
  const { next, rest } = arrangeActs(card.state, acts);
  const actLabel = useActLabel(card.environment.name, acts, labelOf);
  const setState = (verb: StateVerb) =>
    api.setState(ref, card.environment.name, {
      state: stateOf[verb],
      resourceVersion: card.binding?.resourceVersion ?? '',
    });
  const begin = (act: Act) => {
    clear();
    if (act.verb === 'Promote') setPromoting(act);
    else if (needsConfirmation(act.verb, card)) setConfirming(act.verb);
    else run(() => setState(act.verb));
  };

  if (acts.length === 0) return null;
  return (
    <footer className={styles.acts}>
      {error && (
        <Refusal
          title={t('act.refused')}
          text={refusalText(error)}
          action={{ label: t('act.dismiss'), onPress: clear }}
        />
      )}
      <NextAct
        act={next}
        label={next && actLabel(next)}
        isPending={pending}
        isPrimary={isPromotionOnwards(next, card)}
        onAct={begin}
      >
        {rest.length > 0 && (
          <ActMenu
            acts={rest}
            label={t('act.more', { environment })}
            labelOf={actLabel}
            isDisabled={pending}
            onAct={begin}
          />
        )}
      </NextAct>
      {promoting && (
        <PromoteDialog
          component={ref}
          from={promoting.from}
          to={promoting.to}
          labelOf={labelOf}
          onClose={() => setPromoting(undefined)}
        />
      )}
      {confirming && (
        <ConfirmDialog
          verb={confirming}
          component={board.component.displayName ?? component}
          environment={environment}
          isProduction={card.environment.isProduction}
          perform={() => setState(confirming)}
          onClose={() => setConfirming(undefined)}
        />
      )}
    </footer>
  );
}

/** The card that a release leaves offers its promotion first; the card that it comes to offers the same, more quietly. */
function isPromotionOnwards(
  act: Act | undefined,
  { environment }: EnvironmentCard,
): boolean {
  return (
    act?.verb === 'Promote' && act.enabled && act.from === environment.name
  );
}
