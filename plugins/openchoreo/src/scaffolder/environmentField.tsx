import { useCallback } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  reads,
  type DeployBoard,
  type ProjectList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { openChoreoApiRef } from '../api';
import { deployedReleaseText } from '../text';
import { openChoreoTranslationRef } from '../translation';
import { ChoiceField, type Choice } from './ChoiceField';
import { defineFormField, type FieldProps } from './defineFormField';
import {
  parameterName,
  parameterText,
  useComponentReader,
  useProjectReader,
} from './entityRefs';

const optionsSchema = z.object({
  component: parameterName(
    'Name of the parameter with the component whose environments are offered. `component` by default.',
  ),
  project: parameterName(
    'Name of the parameter with the project whose environments are offered, in place of a component.',
  ),
  only: z
    .enum(['first', 'deployed', 'all'])
    .optional()
    .describe(
      'Which environments can be selected: the first one of the pipeline, those that run the component, or all. All by default.',
    ),
});

type EnvironmentOptions = z.infer<typeof optionsSchema>;
type EnvironmentFieldProps = FieldProps<string, EnvironmentOptions>;

/** An environment of a pipeline, as far as a choice needs it. */
interface PipelineEnvironment {
  name: string;
  displayName?: string;
  isProduction: boolean;
  needsApproval: boolean;
  /** The release that runs there. Undefined where nothing is deployed. */
  release?: string;
}

function EnvironmentField(props: EnvironmentFieldProps) {
  return props.options.project ? (
    <ProjectEnvironments {...props} project={props.options.project} />
  ) : (
    <ComponentEnvironments {...props} />
  );
}

function ComponentEnvironments(props: EnvironmentFieldProps) {
  const { component = 'component', only } = props.options;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const api = useApi(openChoreoApiRef);
  const readComponent = useComponentReader();
  const choices = useChoices(only);
  const load = useCallback(
    async (entityRef: string, signal: AbortSignal) => {
      const ref = await readComponent(entityRef);
      const board = await api.request(reads.getDeployBoard, ref, { signal });
      return choices(environmentsOfBoard(board));
    },
    [api, readComponent, choices],
  );
  return (
    <ChoiceField
      field={props}
      subject={parameterText(props, component)}
      missing={t('target.noComponent')}
      load={load}
      empty={t('field.noEnvironments')}
    />
  );
}

function ProjectEnvironments(
  props: EnvironmentFieldProps & { project: string },
) {
  const { project, options } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const api = useApi(openChoreoApiRef);
  const readProject = useProjectReader();
  const choices = useChoices(options.only);
  const load = useCallback(
    async (entityRef: string, signal: AbortSignal) => {
      const ref = await readProject(entityRef);
      const { organization } = ref;
      const { projects } = await api.request(
        reads.listProjects,
        { organization },
        { signal },
      );
      const found = projects.find(
        each => each.organization === organization && each.name === ref.project,
      );
      return choices(environmentsOfProject(found));
    },
    [api, readProject, choices],
  );
  return (
    <ChoiceField
      field={props}
      subject={parameterText(props, project)}
      missing={t('field.noProject')}
      load={load}
      empty={t('field.noEnvironments')}
    />
  );
}

function environmentsOfBoard({
  pipeline: { edges },
  environments,
}: DeployBoard): PipelineEnvironment[] {
  return environments.map(({ environment, release }) => ({
    ...environment,
    needsApproval: edges.some(
      ({ to, requiresApproval }) => to === environment.name && requiresApproval,
    ),
    release: release && deployedReleaseText(release),
  }));
}

function environmentsOfProject(
  project: ProjectList['projects'][number] | undefined,
): PipelineEnvironment[] {
  return (project?.environments ?? []).map(environment => ({
    ...environment,
    needsApproval: false,
  }));
}

/** Returns a function that turns environments in promotion order into choices. */
function useChoices(
  only: EnvironmentOptions['only'],
): (environments: readonly PipelineEnvironment[]) => Choice[] {
  const { t } = useTranslationRef(openChoreoTranslationRef);
  return useCallback(
    environments =>
      environments.map((environment, index) => ({
        value: environment.name,
        label: environment.displayName ?? environment.name,
        description: [
          environment.release
            ? t('environment.runs', { release: environment.release })
            : undefined,
          environment.isProduction ? t('environment.production') : undefined,
          environment.needsApproval ? t('board.needsApproval') : undefined,
        ]
          .filter(Boolean)
          .join(' · '),
        blocked: blockedBy(environment, index),
      })),
    [t, only],
  );

  function blockedBy(
    { release }: PipelineEnvironment,
    index: number,
  ): string | undefined {
    if (only === 'first' && index > 0) return t('environment.notFirst');
    return only === 'deployed' && !release
      ? t('environment.notDeployed')
      : undefined;
  }
}

/** The form field `OpenChoreoEnvironment`: the name of an environment of a component or a project. */
export const environmentField = defineFormField({
  name: 'OpenChoreoEnvironment',
  value: z.string(),
  options: optionsSchema,
  component: EnvironmentField,
});
