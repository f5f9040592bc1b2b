import { useState } from 'react';
import { Select, Text, TextField } from '@backstage/ui';
import {
  verbs,
  type ConfigurationVariable,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ChangeDialog } from '../plan';
import { useTexts } from '../useTexts';
import type { VariableTarget } from './VariableTarget';

type ValueKind = 'plain' | 'secret';

/** Changes what a key of a configuration group has in an environment: a plain value, or where its secret value is. */
export function GroupValueDialog(props: {
  target: VariableTarget;
  variable: ConfigurationVariable;
  onClose: () => void;
}) {
  const { target, variable, onClose } = props;
  const { component, environment, isProduction } = target;
  const { group, secret } = variable;
  const { organization } = component;
  const { t } = useTexts();
  const [kind, setKind] = useState<ValueKind>(
    secret === undefined ? 'plain' : 'secret',
  );
  const [value, setValue] = useState(variable.value ?? '');
  const [vaultKey, setVaultKey] = useState(secret ?? '');
  if (!group) return null;
  const { name, key } = group;
  const dialog = {
    title: t('configuration.groupTitle', {
      key,
      group: name,
      environment: target.label,
    }),
    isProduction,
    onClose,
  };
  const fields = (
    <>
      <Text as="p">{t('configuration.groupText', { group: name })}</Text>
      <Select
        label={t('configuration.kind')}
        options={[
          { value: 'plain', label: t('configuration.plainValue') },
          { value: 'secret', label: t('configuration.secretReference') },
        ]}
        value={kind}
        onChange={chosen => setKind(chosen === 'secret' ? 'secret' : 'plain')}
      />
    </>
  );
  return kind === 'plain' ? (
    <ChangeDialog
      {...dialog}
      verb={verbs.applyConfiguration}
      input={{ organization, name, values: [{ key, environment, value }] }}
    >
      {fields}
      <TextField
        label={t('configuration.value')}
        description={t('configuration.valueDescription')}
        value={value}
        onChange={setValue}
      />
    </ChangeDialog>
  ) : (
    <ChangeDialog
      {...dialog}
      verb={verbs.applySecretReference}
      input={
        vaultKey
          ? { organization, name, key, references: [{ environment, vaultKey }] }
          : undefined
      }
    >
      {fields}
      <TextField
        label={t('configuration.vaultKey')}
        description={t('configuration.vaultKeyDescription')}
        value={vaultKey}
        onChange={setVaultKey}
      />
    </ChangeDialog>
  );
}
