import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  verbs,
  type ComponentRef,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useMutation } from '../useMutation';

/** Asks for confirmation before a running promotion is cancelled: its target goes back to the previous release. */
export function CancelDialog(props: {
  component: ComponentRef;
  promotion: PromotionView;
  labelOf: (environment: string) => string;
  onClose: () => void;
}) {
  const { component, promotion, labelOf, onClose } = props;
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const { pending, error, run } = useMutation();
  const { name, to, replaces } = promotion;
  const environment = labelOf(to);
  const cancel = async () => {
    const succeeded = await run(async () => {
      await api.request(verbs.cancelPromotion, { ...component, name });
    });
    if (succeeded) onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={480}>
      <DialogHeader>{t('cancel.title', { environment })}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text>
            {replaces
              ? t('cancel.goesBack', { environment, release: replaces.short })
              : t('cancel.undeploys', { environment })}
          </Text>
          {error && (
            <ErrorAlert title={t('action.failed')} text={errorMessage(error)} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('cancel.keep')}
        </Button>
        <Button
          variant="primary"
          destructive
          isPending={pending}
          onPress={cancel}
        >
          {t('cancel.button', { environment })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
