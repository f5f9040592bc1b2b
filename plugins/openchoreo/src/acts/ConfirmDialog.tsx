import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { Refusal } from '../text';
import { openChoreoTranslationRef } from '../translation';
import type { StateVerb } from './Act';
import { refusalText } from './refusalText';
import { useCommand } from './useCommand';

/** Says what an act does before it is done, on one button that repeats verb and place. */
export function ConfirmDialog(props: {
  verb: StateVerb;
  component: string;
  environment: string;
  isProduction: boolean;
  perform: () => Promise<void>;
  onClose: () => void;
}) {
  const { verb, component, environment, isProduction, perform, onClose } =
    props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const { pending, error, run } = useCommand();
  const word = t(`verb.${verb}`);
  const confirm = async () => {
    if (await run(perform)) onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={480}>
      <DialogHeader>
        {t('confirm.title', { verb: word, component, environment })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text>{t(`confirm.${verb}`, { environment })}</Text>
          {isProduction && <Text weight="bold">{t('confirm.production')}</Text>}
          {error && (
            <Refusal title={t('act.refused')} text={refusalText(error)} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive={verb === 'Undeploy'}
          isPending={pending}
          onPress={confirm}
        >
          {t('confirm.button', { verb: word, environment })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
