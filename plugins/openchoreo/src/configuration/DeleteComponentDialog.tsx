import { useCallback, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton, Text, TextField } from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ActionDialog } from '../actions/ActionDialog';
import { openChoreoApiRef } from '../api';
import { Facts, ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useRequest, useStable } from '../useRequest';

/** Deletes a component after its name was typed. It shows what is deleted, from a dry run. */
export function DeleteComponentDialog(props: {
  component: ComponentRef;
  onClose: () => void;
}) {
  const { onClose } = props;
  const component = useStable(props.component);
  const { component: name } = component;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const [typed, setTyped] = useState('');
  const plan = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(verbs.deleteComponent, component, { signal, dryRun: true }),
      [api, component],
    ),
  );
  return (
    <ActionDialog
      title={t('component.deleteTitle', { name })}
      width={560}
      action={t('component.deleteButton', { name })}
      failed={t('component.deleteFailed')}
      isDestructive
      isDisabled={typed !== name || !plan.value}
      execute={() => api.request(verbs.deleteComponent, component)}
      onClose={onClose}
    >
      <Text>{t('component.deleteWarning')}</Text>
      {plan.loading && !plan.value && (
        <Skeleton height={56} aria-label={t('catalog.loading')} />
      )}
      {plan.error && (
        <ErrorAlert
          title={t('component.deleteNotPossible')}
          text={errorMessage(plan.error)}
          action={{ label: t('plan.retry'), onPress: plan.reload }}
        />
      )}
      {plan.value && (
        <Facts
          facts={[
            [
              t('component.deployedTo'),
              plan.value.environments.join(', ') ||
                t('component.deployedNowhere'),
            ],
            [
              t('component.objects'),
              plan.value.objects
                .map(each => `${each.kind} ${each.name}`)
                .join(', '),
            ],
          ]}
        />
      )}
      <TextField
        label={t('component.typeName', { name })}
        value={typed}
        onChange={setTyped}
      />
    </ActionDialog>
  );
}
