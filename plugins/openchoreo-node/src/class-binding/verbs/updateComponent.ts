import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
  type OperationOutput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { isConflict } from '@promenade/kube-client';
import {
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  workloadKind,
  type Workload,
} from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import { commandAnnotations } from '../../domain/commandAnnotations';
import { toBackstageError } from '../../verbs/toBackstageError';
import {
  implementVerb,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { contentsChanges } from '../../views/promotionPlan';
import { pipelineOf } from '../pipelineOf';
import { workloadContents } from '../releaseContents';
import { fieldManager, findObject } from './writeObjects';

type Input = OperationInput<typeof verbs.updateComponent>;
type Output = OperationOutput<typeof verbs.updateComponent>;
type Container = NonNullable<Workload['spec']['containers']>[string];

/** Number of attempts. A write fails when somebody else writes the workload at the same time. */
const maxAttempts = 5;

/**
 * Changes a container of the Workload. An InputError when there is no such container, or nothing to change. A ConflictError when the
 * environment is not the one that Workloads are deployed to.
 */
export const updateComponent = implementVerb(verbs.updateComponent, {
  async plan(context, input, request) {
    const { before, after } = await write(context, input, request, true);
    return { output: outputOf(before, after), objects: [after] };
  },
  async execute(context, input, request) {
    const { before, after } = await write(context, input, request, false);
    return outputOf(before, after);
  },
});

function outputOf(before: Workload, after: Workload): Output {
  return {
    changes: contentsChanges(
      workloadContents(before.spec),
      workloadContents(after.spec),
    ),
  };
}

async function write(
  context: VerbContext,
  input: Input,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<{ before: Workload; after: Workload }> {
  checkEnvironment(context, input);
  const key = {
    namespace: input.organization,
    name: workloadName(context, input),
  };
  for (let attempt = 1; ; attempt += 1) {
    const before = await findObject(context, workloadKind, key, signal);
    if (!before) {
      throw new NotFoundError(
        `The workload ${key.name} of ${input.component} does not exist in ${key.namespace}`,
      );
    }
    const { container: name = 'main' } = input;
    const container = before.spec.containers?.[name];
    if (!container) {
      const names = Object.keys(before.spec.containers ?? {}).join(', ');
      throw new InputError(
        `${input.component} has no container ${name}. Its containers: ${names}`,
      );
    }
    try {
      const changed = await context.client.patch<Workload>(
        workloadKind,
        key,
        {
          metadata: {
            resourceVersion: before.metadata.resourceVersion,
            ...(requestedBy && {
              annotations: { [commandAnnotations.requestedBy]: requestedBy },
            }),
          },
          spec: { containers: { [name]: changedFields(container, input) } },
        },
        { signal, dryRun, type: 'merge', fieldManager },
      );
      return { before, after: workloadKind.schema.parse(changed) };
    } catch (error) {
      if (!isConflict(error) || attempt === maxAttempts) {
        throw toBackstageError(`update ${input.component}`, error);
      }
    }
  }
}

/** Workloads are deployed to the first environment only. */
function checkEnvironment(
  { cache }: VerbContext,
  { organization, project, component, environment }: Input,
): void {
  const { pipeline, problem } = pipelineOf(cache, {
    organization,
    project,
    component,
  });
  const [first] = pipeline?.environments ?? [];
  if (first === environment) return;
  throw new ConflictError(
    first
      ? `Changes are deployed to ${first}, and come to ${environment} by promotions. Update the component in ${first}`
      : problem?.message ?? 'The deployment pipeline names no environment',
  );
}

/** The Workload that the Service, WebApplication or ScheduledTask of the component deploys. */
function workloadName(
  { cache }: VerbContext,
  { organization, project, component }: Input,
): string {
  const value = indexValue(organization, project, component);
  const [deploying] = [
    ...cache.byIndex(serviceKind, 'component', value),
    ...cache.byIndex(webApplicationKind, 'component', value),
    ...cache.byIndex(scheduledTaskKind, 'component', value),
  ];
  if (deploying) return deploying.spec.workloadName;
  throw new NotFoundError(
    `The component ${component} has no Service, WebApplication or ScheduledTask in project ${project} of ${organization}`,
  );
}

/** @throws InputError when nothing is asked for */
function changedFields(
  { env = [] }: Container,
  { image, environmentVariables = [], removedEnvironmentVariables = [] }: Input,
): Partial<Container> {
  const removed = new Set(removedEnvironmentVariables);
  const set = new Map(environmentVariables.map(each => [each.key, each]));
  if (!image && set.size === 0 && removed.size === 0) {
    throw new InputError(
      'There is nothing to change. Give an image, or environment variables to set or to remove',
    );
  }
  const known = new Set(env.map(({ key }) => key));
  const variables = [
    ...env
      .filter(({ key }) => !removed.has(key))
      .map(variable => set.get(variable.key) ?? variable),
    ...[...set.values()].filter(({ key }) => !known.has(key)),
  ];
  return {
    ...(image && { image }),
    ...((set.size > 0 || removed.size > 0) && { env: variables }),
  };
}
