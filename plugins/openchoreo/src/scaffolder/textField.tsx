import {
  backendUrlProblem,
  basePathProblem,
  branchProblem,
  deliverySchema,
  sourcePathProblem,
  variableNameProblem,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useTexts } from '../useTexts';
import { defineFormField, type FieldProps } from './defineFormField';
import { RowList } from './RowList';
import { RuleTextField } from './RuleTextField';
import { schemaProblem } from './schemaIssues';
import { useRows } from './useRows';

/** The rules that the server has for texts, by the `rule` of a template. */
const rules = {
  'backend-url': backendUrlProblem,
  'base-path': basePathProblem,
  branch: branchProblem,
  folder: sourcePathProblem,
  'variable-name': variableNameProblem,
} as const;

const optionsSchema = z.object({
  rule: z
    .enum(['backend-url', 'base-path', 'branch', 'folder', 'variable-name'])
    .optional()
    .describe('The rule of the text. Any text by default.'),
});

function TextField(props: FieldProps<string, z.infer<typeof optionsSchema>>) {
  const { rule } = props.options;
  return (
    <RuleTextField {...props} rule={rule ? rules[rule] : () => undefined} />
  );
}

/** The form field `OpenChoreoText`: a text, with a rule of the server if a template names one. */
export const textField = defineFormField({
  name: 'OpenChoreoText',
  value: z.string(),
  options: optionsSchema,
  component: TextField,
});

function TextsField(props: FieldProps<string[]>) {
  const { label, description, isDisabled, value, onChange } = props;
  const { t } = useTexts();
  const list = useRows(value, onChange);
  const nameOf = (text: string, index: number) =>
    text || t('texts.number', { number: String(index + 1) });
  return (
    <RowList
      label={label}
      description={description}
      isDisabled={isDisabled}
      list={list}
      nameOf={nameOf}
      newItem=""
      addLabel={t('texts.add')}
    >
      {(text, index) => (
        <RuleTextField
          label={t('texts.number', { number: String(index + 1) })}
          isRequired
          isDisabled={isDisabled}
          value={text}
          onChange={next => list.update(index, next ?? '')}
          rule={() => undefined}
        />
      )}
    </RowList>
  );
}

/** The form field `OpenChoreoTexts`: a list of texts, such as the arguments of a command. */
export const textsField = defineFormField({
  name: 'OpenChoreoTexts',
  value: z.array(z.string()),
  options: z.object({}),
  component: TextsField,
});

/** Repositories that a template publishes have the rule of those that it delivers to. */
const repositoryUrlProblem = (text: string) =>
  schemaProblem(deliverySchema.shape.repository, text);

function RepositoryField(props: FieldProps<string>) {
  return <RuleTextField {...props} rule={repositoryUrlProblem} />;
}

/** The form field `OpenChoreoRepository`: the URL of a Git repository, over HTTP. */
export const repositoryField = defineFormField({
  name: 'OpenChoreoRepository',
  value: z.string(),
  options: z.object({}),
  component: RepositoryField,
  problem: repositoryUrlProblem,
});
