import {
  backendUrlProblem,
  basePathProblem,
  branchProblem,
  deliverySchema,
  sourcePathProblem,
  variableNameProblem,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { defineFormField, type FieldProps } from './defineFormField';
import { RuleTextField } from './RuleTextField';
import { schemaProblem } from './schemaIssues';

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
