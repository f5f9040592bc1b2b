import { useId, useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonIcon, Text } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import type {
  DeployBoard,
  EnvironmentCard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { environmentLabel } from '../board/environmentLabel';
import { PromoteDialog } from '../promote';
import { openChoreoTranslationRef } from '../translation';
import { actsOf, type Act } from './Act';
import { ActMenu } from './ActMenu';
import { arrangeActs } from './arrangeActs';
import { ConfirmDialog } from './ConfirmDialog';
import { refusalText } from './refusalText';
import {
  isStateVerb,
  needsConfirmation,
  stateOf,
  type StateVerb,
} from './stateChanges';
import { useCommand } from './useCommand';
import styles from './acts.module.css';

type Asking =
  | { type: 'promote'; from: string; to: string }
  | { type: 'confirm'; verb: StateVerb };

/** What can be done in an environment: the next act as a button, the rest behind a menu. */
export function CardActs(props: {
  card: EnvironmentCard;
  board: DeployBoard;
  labelOf: (environment: string) => string;
}) {
  const { card, board, labelOf } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const api = useApi(openChoreoApiRef);
  const reasonId = useId();
  const [asking, setAsking] = useState<Asking>();
  const { pending, error, run, clear } = useCommand();

  const { organization, project, name: component } = board.component;
  const ref = { organization, project, component };
  const environment = environmentLabel(card);
  const { next, rest } = arrangeActs(
    card.state,
    actsOf(card, board.pipeline.edges),
  );
  const label = (act: Act) =>
    act.verb === 'Promote'
      ? t('act.to', { verb: t('verb.Promote'), environment: labelOf(act.to) })
      : t(`verb.${act.verb}`);
  const setState = (verb: StateVerb) =>
    api.setState(ref, card.environment.name, {
      state: stateOf(verb),
      resourceVersion: card.binding?.resourceVersion ?? '',
    });
  const begin = (act: Act) => {
    clear();
    if (act.verb === 'Promote') {
      setAsking({ type: 'promote', from: act.from, to: act.to });
    } else if (isStateVerb(act.verb)) {
      const { verb } = act;
      if (needsConfirmation(verb, card)) setAsking({ type: 'confirm', verb });
      else run(() => setState(verb));
    }
  };

  if (!next && rest.length === 0) return null;
  return (
    <footer className={styles.acts}>
      {error && (
        <Alert
          status="danger"
          role="alert"
          title={t('act.refused')}
          description={refusalText(error)}
          customActions={
            <ButtonIcon
              variant="tertiary"
              aria-label={t('act.dismiss')}
              icon={<RiCloseLine />}
              onPress={clear}
            />
          }
        />
      )}
      {next && !next.enabled && (
        <Text
          id={reasonId}
          variant="body-small"
          color="secondary"
          className={styles.reason}
        >
          {next.reason ?? t('act.off')}
        </Text>
      )}
      <div className={styles.row}>
        {next && (
          <Button
            className={styles.next}
            variant={
              next.enabled && next.verb === 'Promote' ? 'primary' : 'secondary'
            }
            isDisabled={!next.enabled}
            isPending={pending}
            aria-describedby={next.enabled ? undefined : reasonId}
            onPress={() => begin(next)}
          >
            {label(next)}
          </Button>
        )}
        {rest.length > 0 && (
          <ActMenu
            acts={rest}
            label={t('act.more', { environment })}
            labelOf={label}
            isDisabled={pending}
            onAct={begin}
          />
        )}
      </div>
      {asking?.type === 'promote' && (
        <PromoteDialog
          component={ref}
          from={asking.from}
          to={asking.to}
          labelOf={labelOf}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking?.type === 'confirm' && (
        <ConfirmDialog
          verb={asking.verb}
          component={board.component.displayName ?? component}
          environment={environment}
          isProduction={card.environment.isProduction}
          perform={() => setState(asking.verb)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </footer>
  );
}
