import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  reads,
  variableNameProblem,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { useRequest } from '../useRequest';
import { defineFormField, type FieldProps } from './defineFormField';
import {
  parameterEntityRef,
  parameterName,
  useOrganizationReader,
} from './entityRefs';
import { FieldMessage } from './FieldMessage';
import { RowList } from './RowList';
import { RuleTextField } from './RuleTextField';
import { itemIssues, listProblem } from './schemaIssues';
import { useRows } from './useRows';
import {
  draftVariableSchema,
  VariableSource,
  type ConfigurationGroups,
  type DraftVariable,
} from './VariableSource';
import styles from './scaffolder.module.css';

const { environmentVariables } = verbs.createComponent.input.shape;

const optionsSchema = z.object({
  project: parameterName(
    'Name of the parameter with the project whose configuration groups are offered. `project` by default.',
  ),
  component: parameterName(
    'Name of the parameter with the component whose configuration groups are offered, where there is no project. `component` by default.',
  ),
});

type VariablesOptions = z.infer<typeof optionsSchema>;

const newVariable: DraftVariable = { value: '' };

function VariablesField(props: FieldProps<DraftVariable[], VariablesOptions>) {
  const { label, isDisabled, value, onChange } = props;
  const { t } = useTexts();
  const list = useRows(value, onChange);
  const { value: groups = [], error } = useConfigurationGroups(props);
  const issues = itemIssues(environmentVariables, value);
  return (
    <div className={styles.field}>
      <RowList
        label={label}
        description={[props.description, t('variable.noSecrets')]
          .filter(Boolean)
          .join(' ')}
        isDisabled={isDisabled}
        list={list}
        nameOf={({ key }, index) =>
          key ?? t('variable.number', { number: String(index + 1) })
        }
        newItem={newVariable}
        addLabel={t('variable.add')}
      >
        {(variable, index) => (
          <div className={styles.inputs}>
            <RuleTextField
              label={t('variable.name')}
              isRequired
              isDisabled={isDisabled}
              value={variable.key}
              onChange={key => list.update(index, { ...variable, key })}
              rule={key =>
                variableNameProblem(key) ??
                issues.find(
                  issue => issue.index === index && issue.field === 'key',
                )?.problem
              }
              status={
                isTypedSecret(variable)
                  ? { tone: 'warning', text: t('variable.looksSecret') }
                  : undefined
              }
            />
            <VariableSource
              variable={variable}
              groups={groups}
              isDisabled={isDisabled}
              onChange={next => list.update(index, next)}
            />
          </div>
        )}
      </RowList>
      <FieldMessage
        status={
          error
            ? {
                tone: 'warning',
                text: t('variable.groupsFailed', {
                  message: errorMessage(error),
                }),
              }
            : undefined
        }
      />
    </div>
  );
}

/** Names of variables that usually hold a secret. */
const secretName = /passw|secret|token|credential|api_?key|private_?key/i;

function isTypedSecret({ key = '', valueFrom }: DraftVariable): boolean {
  return secretName.test(key) && !valueFrom;
}

/** The configuration groups of the organization that the template is about. */
function useConfigurationGroups(
  props: FieldProps<DraftVariable[], VariablesOptions>,
) {
  const { project = 'project', component = 'component' } = props.options;
  const api = useApi(openChoreoApiRef);
  const readOrganization = useOrganizationReader();
  const entityRef =
    parameterEntityRef(props, project) ?? parameterEntityRef(props, component);
  return useRequest(
    useCallback(
      async (signal: AbortSignal): Promise<ConfigurationGroups> => {
        if (!entityRef) return [];
        const organization = await readOrganization(entityRef);
        const { configurationGroups } = await api.request(
          reads.describeOrganization,
          { organization },
          { signal },
        );
        return configurationGroups;
      },
      [api, readOrganization, entityRef],
    ),
  );
}

/** The form field `OpenChoreoVariables`: environment variables with values of their own, or values of configuration groups. */
export const variablesField = defineFormField({
  name: 'OpenChoreoVariables',
  value: z.array(draftVariableSchema),
  options: optionsSchema,
  component: VariablesField,
  problem: value => listProblem(environmentVariables, value),
});
