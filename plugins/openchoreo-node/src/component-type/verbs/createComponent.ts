import { InputError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  checkTraits,
  traitInstances,
} from '../../adapter-base/componentTraits';
import { checkComponentType } from '../../adapter-base/componentTypeParameters';
import {
  createTogether,
  deleteOwn,
  type NewObject,
} from '../../adapter-base/createTogether';
import { firstEnvironmentOf } from '../../adapter-base/firstEnvironment';
import { objectReference } from '../../adapter-base/objectReference';
import { findObject } from '../../adapter-base/writeObjects';
import { implementWrite, type VerbContext } from '../../verbs/Verb';
import { componentKind, workloadKind } from '../componentKinds';
import { pipelineOf } from '../pipelineOf';
import { projectKind } from '../tenantKinds';
import { newObjects } from './newObjects';
import { checkVariables, newWorkload } from './workloadFields';

type Input = OperationInput<typeof verbs.createComponent>;

/**
 * Creates a Component and its Workload, both or none: a name that is already taken is a ConflictError with nothing created. OpenChoreo
 * creates a release of it, and deploys that to the first environment.
 */
export const createComponent = implementWrite(
  verbs.createComponent,
  async (context, input, { requestedBy, signal }, dryRun) => {
    checkSupported(input);
    const { organization, project, name: component, idempotencyKey } = input;
    await checkProject(context, input, signal);
    const environment = firstEnvironmentOf(pipelineOf(context.cache, input));
    await checkComponentType(context, input, signal);
    await checkTraits(context, input, signal);
    const objects = await createTogether(
      context,
      componentObjects(input, requestedBy),
      { idempotencyKey, signal, dryRun },
    );
    const references = objects.map(objectReference);
    return {
      output: {
        organization,
        project,
        component,
        environment,
        objects: references,
      },
      objects,
    };
  },
  (context, input) =>
    deleteOwn(context, componentObjects(input, undefined), input),
);

/** What an input may have that OpenChoreo 1.x has no equivalent of, with what to do. */
const unsupported = {
  type: 'name a component type in componentType',
  className: 'name a component type in componentType',
  replicas: 'set a parameter if the component type has one for it',
  schedule: 'set a parameter if the component type has one for it',
  timeZone: 'set a parameter if the component type has one for it',
  build: 'give an image, and add a workflow to the Component for builds',
} as const satisfies Partial<Record<keyof Input, string>>;

/** @throws InputError that names the field */
function checkSupported(input: Input): void {
  for (const [field, remedy] of Object.entries(unsupported)) {
    if (Object.hasOwn(input, field)) {
      throw new InputError(
        `${field}: OpenChoreo 1.x has none. Omit it, and ${remedy}`,
      );
    }
  }
  if (!input.componentType) {
    throw new InputError(
      'componentType: is missing. Name a component type, such as deployment/service',
    );
  }
  if (!input.image) {
    throw new InputError('image: is missing. Give the image of the component');
  }
  if (input.port !== undefined && input.endpoints?.length) {
    throw new InputError(
      'port: excludes endpoints. Add an endpoint with this port to the list instead',
    );
  }
  checkVariables(input);
}

/** @throws NotFoundError */
async function checkProject(
  context: VerbContext,
  { organization: namespace, project: name }: Input,
  signal: AbortSignal | undefined,
): Promise<void> {
  const found = await findObject(
    context,
    projectKind,
    { namespace, name },
    signal,
  );
  if (found && !found.metadata.deletionTimestamp) return;
  throw new NotFoundError(`The project ${name} does not exist in ${namespace}`);
}

/** The Component is the first, so that it claims the name. */
function componentObjects(
  input: Input,
  requestedBy: string | undefined,
): NewObject[] {
  const { project: projectName, name } = input;
  const { componentType, parameters } = input;
  const traits = traitInstances(input);
  return newObjects(input, requestedBy, [
    [
      componentKind,
      name,
      {
        owner: { projectName },
        componentType,
        ...(parameters && { parameters }),
        ...(traits && { traits }),
        autoDeploy: true,
      },
    ],
    [
      workloadKind,
      `${name}-workload`,
      { owner: { projectName, componentName: name }, ...newWorkload(input) },
    ],
  ]);
}
