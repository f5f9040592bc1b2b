import { useEffect, useRef, useState } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  isPromotionRunning,
  verbs,
  type DeployBoard,
  type EnvironmentCard,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { environmentLabel } from '../board/environmentLabel';
import { CancelDialog, PromoteDialog, ReviewDialog } from '../promotion';
import { RollBackDialog } from '../releases/RollBackDialog';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { ActionMenu } from './ActionMenu';
import {
  needsConfirmation,
  oppositeVerbs,
  requestedStates,
  selectPrimaryAction,
  toCardActions,
  type CardAction,
  type DeploymentVerb,
  type PromoteAction,
  type StateVerb,
} from './cardActionModel';
import { ConfirmDialog } from './ConfirmDialog';
import { PrimaryAction } from './PrimaryAction';
import { useActionLabel } from './useActionLabel';
import { usePromotionHint } from './usePromotionHint';
import { useUndoToast } from './useUndoToast';
import { useMutation } from '../useMutation';
import styles from './actions.module.css';

/** The dialog that an action has opened. */
type OpenDialog =
  | { type: 'promote'; action: PromoteAction }
  | { type: 'confirm'; verb: DeploymentVerb }
  | { type: 'review' | 'cancel'; promotion: PromotionView }
  | { type: 'rollBack' };

/** The actions of an environment: the primary action as a button, the others in a menu. */
export function CardActions(props: {
  card: EnvironmentCard;
  board: DeployBoard;
  labelOf: (environment: string) => string;
}) {
  const { card, board, labelOf } = props;
  const { t } = useTexts();
  const [dialog, setDialog] = useState<OpenDialog>();
  const closeDialog = () => setDialog(undefined);
  const requests = useCardRequests(card, board);
  const { pending, error, run, clear } = useMutation();

  const environment = environmentLabel(card);
  const actions = toCardActions(card);
  const { primary, rest } = selectPrimaryAction(card.state, actions);
  const actionLabel = useActionLabel(actions, labelOf);
  const hintOf = usePromotionHint(board, labelOf);
  const toasts = useApi(toastApiRef);
  const offerUndo = useUndoToast();

  const doneText = (verb: DeploymentVerb | 'Cancel') =>
    t(`done.${verb}`, { component: requests.componentLabel, environment });
  const setStateWithUndo = async (verb: StateVerb) => {
    const succeeded = await run(() => requests.setState(verb));
    if (!succeeded) return;
    offerUndo(doneText(verb), () =>
      run(() => requests.setState(oppositeVerbs[verb], { isUndo: true })),
    );
  };
  const runWithToast = async (request: () => Promise<void>, title: string) => {
    const succeeded = await run(request);
    if (succeeded) toasts.post({ title, status: 'neutral', timeout: 5000 });
  };
  const startAction = (action: CardAction) => {
    clear();
    const { promotion } = card;
    switch (action.verb) {
      case 'Promote':
        setDialog({ type: 'promote', action });
        break;
      case 'Review':
        if (promotion) setDialog({ type: 'review', promotion });
        break;
      case 'Cancel':
        if (!promotion) break;
        if (isPromotionRunning(promotion)) {
          setDialog({ type: 'cancel', promotion });
        } else {
          runWithToast(() => requests.cancel(promotion), doneText('Cancel'));
        }
        break;
      case 'Roll back':
        setDialog({ type: 'rollBack' });
        break;
      default:
        if (needsConfirmation(action.verb, card)) {
          setDialog({ type: 'confirm', verb: action.verb });
        } else if (isCommand(action.verb)) {
          const { verb } = action;
          runWithToast(() => requests.command(verb), doneText(verb));
        } else {
          setStateWithUndo(action.verb);
        }
    }
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
        hint={primary && hintOf(primary)}
        isPending={pending}
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
      {dialog?.type === 'promote' && (
        <PromoteDialog
          component={requests.component}
          from={dialog.action.from}
          to={dialog.action.to}
          artifact={sourceArtifact(board, dialog.action)}
          labelOf={labelOf}
          onClose={closeDialog}
        />
      )}
      {dialog?.type === 'confirm' && (
        <ConfirmDialog
          verb={dialog.verb}
          component={requests.componentLabel}
          environment={environment}
          isProduction={card.environment.isProduction}
          execute={() =>
            isCommand(dialog.verb)
              ? requests.command(dialog.verb)
              : requests.setState(dialog.verb)
          }
          onClose={closeDialog}
        />
      )}
      {dialog?.type === 'review' && (
        <ReviewDialog
          component={requests.component}
          componentLabel={requests.componentLabel}
          promotion={latestOf(dialog.promotion, card)}
          approve={decidability(card, 'Approve')}
          reject={decidability(card, 'Reject')}
          labelOf={labelOf}
          onClose={closeDialog}
        />
      )}
      {dialog?.type === 'cancel' && (
        <CancelDialog
          component={requests.component}
          promotion={dialog.promotion}
          labelOf={labelOf}
          onClose={closeDialog}
        />
      )}
      {dialog?.type === 'rollBack' && (
        <RollBackDialog
          component={requests.component}
          environment={card.environment.name}
          isProduction={card.environment.isProduction}
          resourceVersion={card.binding?.resourceVersion}
          labelOf={labelOf}
          onClose={closeDialog}
        />
      )}
    </footer>
  );
}

/** The verbs that request something once, and do not change the desired state. */
type CommandVerb = 'Restart' | 'Run now';

function isCommand(verb: DeploymentVerb): verb is CommandVerb {
  return verb === 'Restart' || verb === 'Run now';
}

/** The requests of a card that need no dialog of their own. */
function useCardRequests(card: EnvironmentCard, board: DeployBoard) {
  const api = useApi(openChoreoApiRef);
  const latestCard = useLatest(card);
  const { organization, project, name, displayName } = board.component;
  const component = { organization, project, component: name };
  const target = { ...component, environment: card.environment.name };
  return {
    component,
    componentLabel: displayName ?? name,
    async setState(verb: StateVerb, options: { isUndo?: boolean } = {}) {
      await api.request(verbs.setState, {
        ...target,
        ...options,
        state: requestedStates[verb],
        resourceVersion: latestCard.current.binding?.resourceVersion ?? '',
      });
    },
    async command(verb: CommandVerb) {
      await (verb === 'Restart'
        ? api.request(verbs.restartComponent, target)
        : api.request(verbs.runTask, target));
    },
    async cancel(promotion: PromotionView) {
      await api.request(verbs.cancelPromotion, {
        ...component,
        name: promotion.name,
      });
    },
  };
}

/** Name of the artifact that the source of a promotion runs. */
function sourceArtifact(
  { environments }: DeployBoard,
  { from }: PromoteAction,
): string | undefined {
  return environments.find(({ environment }) => environment.name === from)
    ?.release?.name;
}

/** Whether the caller can decide about the promotion of a card. */
function decidability(card: EnvironmentCard, verb: 'Approve' | 'Reject') {
  return (
    card.actions.find(action => action.verb === verb) ?? { enabled: false }
  );
}

/** A promotion as the card shows it now. The card may show another one, or none, since the dialog was opened. */
function latestOf(
  promotion: PromotionView,
  { promotion: current }: EnvironmentCard,
): PromotionView {
  return current?.name === promotion.name ? current : promotion;
}

/** The value of the last render, for callbacks that run later. */
function useLatest<T>(value: T) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}
