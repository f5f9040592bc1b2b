import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import type { DeploymentVerb } from './cardActionModel';
import { useMutation } from '../useMutation';

/** The verbs that interrupt what runs. */
const interruptingVerbs: ReadonlySet<DeploymentVerb> = new Set([
  'Undeploy',
  'Suspend',
]);

/** Describes what an action does and asks for confirmation, with a button that repeats verb and environment. */
export function ConfirmDialog(props: {
  verb: DeploymentVerb;
  component: string;
  environment: string;
  isProduction: boolean;
  execute: () => Promise<void>;
  onClose: () => void;
}) {
  const { verb, component, environment, isProduction, execute, onClose } =
    props;
  const { t } = useTexts();
  const { pending, error, run } = useMutation();
  const verbLabel = t(`verb.${verb}`);
  const confirm = async () => {
    if (await run(execute)) onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={480}>
      <DialogHeader>
        {t('confirm.title', { verb: verbLabel, component, environment })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text>{t(`confirm.${verb}`, { environment })}</Text>
          {isProduction && <Text weight="bold">{t('confirm.production')}</Text>}
          {error && (
            <ErrorAlert title={t('action.failed')} text={errorMessage(error)} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive={interruptingVerbs.has(verb)}
          isPending={pending}
          onPress={confirm}
        >
          {t('confirm.button', { verb: verbLabel, environment })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
