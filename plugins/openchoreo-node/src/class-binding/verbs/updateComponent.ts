import { InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
  type PlanChange,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  scheduledTaskKind,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { changedParameters } from '../../adapter-base/changedParameters';
import { wantedFields } from '../../adapter-base/wantedFields';
import { changeComponent, type ComponentSpecs } from './changeComponent';
import { checkConfigurationGroups } from './componentChecks';
import { checkChangedParameters } from './componentType';
import { changedVariables } from '../../adapter-base/changedVariables';
import { changedEndpoints } from './endpointChanges';
import { firstEnvironment } from './firstEnvironment';
import { overrideEnvironment } from './overrideEnvironment';
import { overrideWarnings } from './overrideWarnings';

type Input = OperationInput<typeof verbs.updateComponent>;

/**
 * Changes what a component deploys to the first environment of its pipeline. In another environment only replicas and environment
 * variables can be changed, as overrides. An InputError when nothing is asked for, or the component does not have what is to be changed.
 */
export const updateComponent = implementWrite(
  verbs.updateComponent,
  async (context, input, request, dryRun) => {
    const { changes, objects } = await write(context, input, request, dryRun);
    return { output: outputOf(context, input, changes), objects };
  },
);

function outputOf({ cache }: VerbContext, input: Input, changes: PlanChange[]) {
  const isFirst = firstEnvironment(cache, input) === input.environment;
  return {
    changes,
    warnings: isFirst ? overrideWarnings(cache, input, input) : [],
  };
}

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
): Promise<{ changes: PlanChange[]; objects: KubernetesObject[] }> {
  const { organization, environment, environmentVariables } = input;
  const { replicas, set, removed, ...others } = wantedFields(input);
  const hasOthers = Object.values(others).some(each => each !== undefined);
  const isFirst = firstEnvironment(context.cache, input) === environment;
  await checkConfigurationGroups(
    context,
    organization,
    environmentVariables,
    request.signal,
  );
  if (!hasOthers && !isFirst) {
    return overrideEnvironment(context, input, request, dryRun);
  }
  await checkChangedParameters(context, input, request.signal);
  return changeComponent(context, input, request, dryRun, specs =>
    changedSpecs(specs, input),
  );
}

function changedSpecs(specs: ComponentSpecs, input: Input) {
  const { endpoints, removedEndpoints, replicas, schedule, timeZone } = input;
  const { workload, resource } = changedEndpoints(
    specs,
    endpoints,
    removedEndpoints,
  );
  checkSettings(specs, input);
  return {
    workload: {
      ...workload,
      ...(changesContainer(input) && {
        containers: changedContainers(workload, input),
      }),
    },
    resource: resource && {
      ...resource,
      ...(replicas !== undefined && {
        parameters: { ...resource.parameters, replicas },
      }),
      ...(schedule && { schedule }),
      ...(timeZone && { timeZone }),
    },
    component: specs.component && {
      ...specs.component,
      ...(input.parameters && {
        parameters: changedParameters(specs.component, input.parameters),
      }),
    },
  };
}

/** @throws InputError when the component has no such setting */
function checkSettings({ kind }: ComponentSpecs, input: Input): void {
  const given = (['replicas', 'schedule', 'timeZone'] as const).filter(
    field => input[field] !== undefined,
  );
  const isTask = kind === scheduledTaskKind.kind;
  const invalid = given.find(
    field => kind === undefined || (field === 'replicas') === isTask,
  );
  if (!invalid) return;
  throw new InputError(
    kind === undefined
      ? `${invalid}: ${input.component} has a component type, whose parameters decide. Omit it`
      : `${invalid}: a ${kind} such as ${input.component} has none. Omit it`,
  );
}

function changesContainer({
  image,
  environmentVariables = [],
  removedEnvironmentVariables = [],
}: Input): boolean {
  return Boolean(
    image ??
      (environmentVariables.length || removedEnvironmentVariables.length),
  );
}

function changedContainers(
  { containers = {} }: ComponentSpecs['workload'],
  {
    component,
    container: name = 'main',
    image,
    environmentVariables = [],
    removedEnvironmentVariables = [],
  }: Input,
): ComponentSpecs['workload']['containers'] {
  const container = Object.hasOwn(containers, name)
    ? containers[name]
    : undefined;
  if (!container) {
    const names = Object.keys(containers).join(', ') || 'none';
    throw new InputError(
      `container: ${component} has no container ${name}. Its containers: ${names}`,
    );
  }
  const { env } = container;
  const variables = changedVariables(
    env ?? [],
    environmentVariables,
    removedEnvironmentVariables,
  );
  return {
    ...containers,
    [name]: {
      ...container,
      ...(image && { image }),
      ...((env || variables.length > 0) && { env: variables }),
    },
  };
}
