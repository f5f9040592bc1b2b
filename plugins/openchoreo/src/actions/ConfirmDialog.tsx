import { Text } from '@backstage/ui';
import { useTexts } from '../useTexts';
import { ActionDialog } from './ActionDialog';
import type { DeploymentVerb } from './cardActionModel';

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
  const verbLabel = t(`verb.${verb}`);
  return (
    <ActionDialog
      title={t('confirm.title', { verb: verbLabel, component, environment })}
      action={t('confirm.button', { verb: verbLabel, environment })}
      isDestructive={interruptingVerbs.has(verb)}
      execute={execute}
      onClose={onClose}
    >
      <Text>{t(`confirm.${verb}`, { environment })}</Text>
      {isProduction && <Text weight="bold">{t('confirm.production')}</Text>}
    </ActionDialog>
  );
}
