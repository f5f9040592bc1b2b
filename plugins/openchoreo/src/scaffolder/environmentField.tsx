import { useCallback } from 'react';
import { z } from 'zod';
import { useTexts, type Translate } from '../useTexts';
import { ChoiceField, type Choice } from './ChoiceField';
import { defineFormField, type FieldProps } from './defineFormField';
import { parameterName, parameterText } from './entityRefs';
import { useEnvironmentsReader, type OfferedEnvironment } from './environments';

const optionsSchema = z.object({
  component: parameterName(
    'Name of the parameter with the component whose environments are offered. `component` by default.',
  ),
  project: parameterName(
    'Name of the parameter with the project whose environments are offered, in place of a component.',
  ),
  organization: parameterName(
    'Name of the parameter with the organization whose environments are offered, in place of a component.',
  ),
  after: parameterName(
    'Name of the parameter with an environment of the project. Only those that follow it can be selected.',
  ),
  only: z
    .enum(['first', 'deployed', 'all'])
    .optional()
    .describe(
      'Which environments can be selected: the first one of the pipeline, those that run the component, or all. All by default.',
    ),
});

type EnvironmentOptions = z.infer<typeof optionsSchema>;

/** Selects an environment of a component, a project or an organization. */
function EnvironmentField(props: FieldProps<string, EnvironmentOptions>) {
  const { options } = props;
  const { component = 'component', project, organization } = options;
  const { after, only } = options;
  const from = after && parameterText(props, after);
  const { t } = useTexts();
  const of = subjectOf(options);
  const readEnvironments = useEnvironmentsReader(of);
  const load = useCallback(
    async (entityRef: string, signal: AbortSignal): Promise<Choice[]> => {
      const environments = await readEnvironments(entityRef, signal);
      const targets = environments.find(
        ({ name }) => name === from,
      )?.promotesTo;
      return environments.map((environment, index) => ({
        value: environment.name,
        label: environment.displayName ?? environment.name,
        description: describeEnvironment(environment, t),
        blocked:
          targets && !targets.includes(environment.name)
            ? t('environment.notAfter', { environment: from ?? '' })
            : blockedBy(environment, index, only, t),
      }));
    },
    [readEnvironments, from, only, t],
  );
  return (
    <ChoiceField
      field={props}
      subject={parameterText(props, project ?? organization ?? component)}
      missing={t(`environment.missing.${of}`)}
      load={load}
      empty={t('environment.none')}
    />
  );
}

function subjectOf({ project, organization }: EnvironmentOptions) {
  if (project) return 'project';
  return organization ? 'organization' : 'component';
}

function describeEnvironment(
  { release, isProduction, needsApproval }: OfferedEnvironment,
  t: Translate,
): string {
  return [
    release && t('environment.runs', { release }),
    isProduction && t('environment.production'),
    needsApproval && t('board.needsApproval'),
  ]
    .filter(Boolean)
    .join(' · ');
}

function blockedBy(
  { release }: OfferedEnvironment,
  index: number,
  only: EnvironmentOptions['only'],
  t: Translate,
): string | undefined {
  if (only === 'first' && index > 0) return t('environment.notFirst');
  return only === 'deployed' && !release
    ? t('environment.notDeployed')
    : undefined;
}

/** The form field `OpenChoreoEnvironment`: the name of an environment of a component, a project or an organization. */
export const environmentField = defineFormField({
  name: 'OpenChoreoEnvironment',
  value: z.string(),
  options: optionsSchema,
  component: EnvironmentField,
});
