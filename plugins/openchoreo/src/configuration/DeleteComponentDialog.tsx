import { useCallback, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Skeleton,
  Text,
  TextField,
} from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { Facts, ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';
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
  const { pending, error, run } = useMutation();
  const plan = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(verbs.deleteComponent, component, { signal, dryRun: true }),
      [api, component],
    ),
  );
  const remove = async () => {
    const succeeded = await run(async () => {
      await api.request(verbs.deleteComponent, component);
    });
    if (succeeded) onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={560}>
      <DialogHeader>{t('component.deleteTitle', { name })}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
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
          {error && (
            <ErrorAlert
              title={t('component.deleteFailed')}
              text={errorMessage(error)}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive
          isDisabled={typed !== name || !plan.value}
          isPending={pending}
          onPress={remove}
        >
          {t('component.deleteButton', { name })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
