import { Text } from '@backstage/ui';
import {
  verbs,
  type ConfigurationVariable,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ChangeDialog } from '../plan';
import { useTexts } from '../useTexts';
import type { VariableTarget } from './VariableTarget';

/** Removes an environment variable, or the override of one. */
export function RemoveVariableDialog(props: {
  target: VariableTarget;
  variable: ConfigurationVariable;
  onClose: () => void;
}) {
  const { target, variable, onClose } = props;
  const { component, environment, container, isOverride, label } = target;
  const { key: name, replaces } = variable;
  const { t } = useTexts();
  return (
    <ChangeDialog
      title={t('configuration.removeTitle', { name, environment: label })}
      verb={verbs.updateComponent}
      input={{
        ...component,
        environment,
        container,
        removedEnvironmentVariables: [name],
      }}
      isProduction={target.isProduction}
      isDestructive
      onClose={onClose}
    >
      <Text as="p">
        {isOverride && replaces !== undefined
          ? t('configuration.removeOverrideText')
          : t('configuration.removeText')}
      </Text>
    </ChangeDialog>
  );
}
