import { useEffect, useRef, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  verbs,
  type DeployBoard,
  type EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { environmentLabel } from '../board/environmentLabel';
import { PromoteDialog } from '../promote';
import { ErrorAlert, errorMessage } from '../text';
import { openChoreoTranslationRef } from '../translation';
import { ActionMenu } from './ActionMenu';
import {
  needsConfirmation,
  oppositeVerbs,
  requestedStates,
  selectPrimaryAction,
  toCardActions,
  type CardAction,
  type PromoteAction,
  type StateVerb,
} from './cardActionModel';
import { ConfirmDialog } from './ConfirmDialog';
import { PrimaryAction } from './PrimaryAction';
import { useActionLabel } from './useActionLabel';
import { useUndoToast } from './useUndoToast';
import { useMutation } from '../useMutation';
import styles from './actions.module.css';

/** The actions of an environment: the primary action as a button, the others in a menu. */
export function CardActions(props: {
  card: EnvironmentCard;
  board: DeployBoard;
  labelOf: (environment: string) => string;
}) {
  const { card, board, labelOf } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const api = useApi(openChoreoApiRef);
  const [promoting, setPromoting] = useState<PromoteAction>();
  const [confirming, setConfirming] = useState<StateVerb>();
  const { pending, error, run, clear } = useMutation();

  const { organization, project, name: component } = board.component;
  const ref = { organization, project, component };
  const environment = environmentLabel(card);
  const componentLabel = board.component.displayName ?? component;
  const actions = toCardActions(card.actions);
  const { primary, rest } = selectPrimaryAction(card.state, actions);
  const actionLabel = useActionLabel(card.environment.name, actions, labelOf);
  const latestCard = useLatest(card);
  const offerUndo = useUndoToast();
  const requestState = async (verb: StateVerb) => {
    await api.request(verbs.setState, {
      ...ref,
      environment: card.environment.name,
      state: requestedStates[verb],
      resourceVersion: latestCard.current.binding?.resourceVersion ?? '',
    });
  };
  const setStateWithUndo = async (verb: StateVerb) => {
    const succeeded = await run(() => requestState(verb));
    if (!succeeded) return;
    const title = t(`done.${verb}`, { component: componentLabel, environment });
    offerUndo(title, () => run(() => requestState(oppositeVerbs[verb])));
  };
  const startAction = (action: CardAction) => {
    clear();
    if (action.verb === 'Promote') setPromoting(action);
    else if (needsConfirmation(action.verb, card)) setConfirming(action.verb);
    else setStateWithUndo(action.verb);
  };

  if (actions.length === 0) return null;
  return (
    <footer className={styles.actions}>
      {error && (
        <ErrorAlert
          title={t('action.failed')}
          text={errorMessage(error)}
          action={{ label: t('action.dismiss'), onPress: clear }}
        />
      )}
      <PrimaryAction
        action={primary}
        label={primary && actionLabel(primary)}
        isPending={pending}
        isEmphasized={isPromotionFromHere(primary, card)}
        onAction={startAction}
      >
        {rest.length > 0 && (
          <ActionMenu
            actions={rest}
            label={t('action.more', { environment })}
            labelOf={actionLabel}
            isDisabled={pending}
            onAction={startAction}
          />
        )}
      </PrimaryAction>
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
          component={componentLabel}
          environment={environment}
          isProduction={card.environment.isProduction}
          execute={() => requestState(confirming)}
          onClose={() => setConfirming(undefined)}
        />
      )}
    </footer>
  );
}

/** The value of the last render, for callbacks that run later. */
function useLatest<T>(value: T) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}

/** The same promotion is offered on the cards of its source and its target. Only the button of the source is emphasized. */
function isPromotionFromHere(
  action: CardAction | undefined,
  { environment }: EnvironmentCard,
): boolean {
  return (
    action?.verb === 'Promote' &&
    action.enabled &&
    action.from === environment.name
  );
}
