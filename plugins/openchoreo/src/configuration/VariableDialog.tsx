import { useCallback, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import {
  reads,
  variableNameProblem,
  verbs,
  type ConfigurationVariable,
  type OrganizationDescription,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { ChangeDialog } from '../plan';
import { useTexts } from '../useTexts';
import { useRequest } from '../useRequest';
import type { VariableTarget } from './VariableTarget';

type Source = 'value' | 'group';

/** Sets an environment variable: a plain value, or a key of a configuration group. */
export function VariableDialog(props: {
  target: VariableTarget;
  /** Undefined for a new one. */
  variable?: ConfigurationVariable;
  onClose: () => void;
}) {
  const { target, variable, onClose } = props;
  const { component, environment, container, label, isOverride } = target;
  const { t } = useTexts();
  const [name, setName] = useState(variable?.key ?? '');
  const [source, setSource] = useState<Source>(
    variable?.group ? 'group' : 'value',
  );
  const [value, setValue] = useState(
    variable?.group ? '' : variable?.value ?? '',
  );
  const [group, setGroup] = useState(variable?.group);
  const problem = name ? variableNameProblem(name) : undefined;
  const chosen =
    source === 'value'
      ? { value }
      : group?.key && { valueFrom: { configurationGroupRef: group } };
  return (
    <ChangeDialog
      title={
        isOverride
          ? t('configuration.overrideTitle', { environment: label })
          : t('configuration.setTitle', { environment: label })
      }
      verb={verbs.updateComponent}
      input={
        name && !problem && chosen
          ? {
              ...component,
              environment,
              container,
              environmentVariables: [{ key: name, ...chosen }],
            }
          : undefined
      }
      isProduction={target.isProduction}
      onClose={onClose}
    >
      <TextField
        label={t('configuration.name')}
        isRequired
        isReadOnly={variable !== undefined}
        isInvalid={problem !== undefined}
        description={problem}
        value={name}
        onChange={setName}
      />
      <Select
        label={t('configuration.source')}
        options={[
          { value: 'value', label: t('configuration.plainValue') },
          { value: 'group', label: t('configuration.groupValue') },
        ]}
        value={source}
        onChange={key => setSource(key === 'group' ? 'group' : 'value')}
      />
      {source === 'value' ? (
        <TextField
          label={t('configuration.value')}
          description={t('configuration.valueDescription')}
          value={value}
          onChange={setValue}
        />
      ) : (
        <GroupSelect
          organization={component.organization}
          group={group}
          onChange={setGroup}
        />
      )}
    </ChangeDialog>
  );
}

/** A key of a configuration group of the organization. */
function GroupSelect(props: {
  organization: string;
  group: ConfigurationVariable['group'];
  onChange: (group: ConfigurationVariable['group']) => void;
}) {
  const { organization, group, onChange } = props;
  const { t } = useTexts();
  const groups = useConfigurationGroups(organization);
  const keys = groups.find(({ name }) => name === group?.name)?.keys ?? [];
  return (
    <>
      <Select
        label={t('configuration.group')}
        description={
          groups.length === 0 ? t('configuration.noGroups') : undefined
        }
        options={groups.map(({ name }) => ({ value: name, label: name }))}
        value={group?.name ?? null}
        onChange={name => onChange({ name: String(name), key: '' })}
      />
      <Select
        label={t('configuration.key')}
        options={keys.map(({ key }) => ({ value: key, label: key }))}
        value={group?.key || null}
        onChange={key => group && onChange({ ...group, key: String(key) })}
      />
    </>
  );
}

function useConfigurationGroups(
  organization: string,
): OrganizationDescription['configurationGroups'] {
  const api = useApi(openChoreoApiRef);
  const { value } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.describeOrganization, { organization }, { signal }),
      [api, organization],
    ),
  );
  return value?.configurationGroups ?? [];
}
