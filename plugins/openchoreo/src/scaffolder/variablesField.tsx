import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import {
  variableNameProblem,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoTranslationRef } from '../translation';
import { defineFormField, type FieldProps } from './defineFormField';
import { parameterName } from './entityRefs';
import { RowList } from './RowList';
import { RuleTextField } from './RuleTextField';
import { itemIssues, listProblem } from './schemaIssues';
import { useRows } from './useRows';
import styles from './scaffolder.module.css';

const { environmentVariables } = verbs.createComponent.input.shape;

/** A variable that may not be complete yet. */
const draftSchema = z.object({
  key: z.string().optional(),
  value: z.string().optional(),
  valueFrom: z
    .object({
      configurationGroupRef: z.object({
        name: z.string().optional(),
        key: z.string().optional(),
      }),
    })
    .optional(),
});

type Draft = z.infer<typeof draftSchema>;

const optionsSchema = z.object({
  project: parameterName(
    'Name of the parameter with the project whose configuration groups are offered. `project` by default.',
  ),
  component: parameterName(
    'Name of the parameter with the component whose configuration groups are offered. `component` by default.',
  ),
});

type VariablesOptions = z.infer<typeof optionsSchema>;

const newVariable: Draft = { value: '' };

function VariablesField(props: FieldProps<Draft[], VariablesOptions>) {
  const { label, isDisabled, value, onChange } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const list = useRows(value, onChange);
  const issues = itemIssues(environmentVariables, value);
  return (
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
          />
          <TextField
            label={t('variable.value')}
            isDisabled={isDisabled}
            value={variable.value ?? ''}
            onChange={text => list.update(index, { ...variable, value: text })}
          />
        </div>
      )}
    </RowList>
  );
}

/** The form field `OpenChoreoVariables`: environment variables with values of their own, or values of configuration groups. */
export const variablesField = defineFormField({
  name: 'OpenChoreoVariables',
  value: z.array(draftSchema),
  options: optionsSchema,
  component: VariablesField,
  problem: value => listProblem(environmentVariables, value),
});
