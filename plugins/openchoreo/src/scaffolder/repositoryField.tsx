import { deliverySchema } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { defineFormField, type FieldProps } from './defineFormField';
import { RuleTextField } from './RuleTextField';
import { schemaProblem } from './schemaIssues';

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
