import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  componentKind,
  configurationGroupKind,
  projectKind,
  type EnvVar,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import type { VerbContext } from '../../verbs/Verb';
import { bindingKinds } from '../bindings';
import type { CreateComponentInput } from './componentObjects';
import { checkTypeCombination, isProxy } from './componentType';
import { isFromSameRequest } from '../../adapter-base/requestAnnotations';
import { findObject } from '../../adapter-base/writeObjects';

/**
 * Checks what fields of an input mean together.
 *
 * @throws InputError that names the field
 */
export function checkCombination(input: CreateComponentInput): void {
  const { type = 'Service', image, build } = input;
  checkTypeCombination(input);
  if (!image === !build && !isProxy(input)) {
    throw new InputError(
      image
        ? 'build: excludes an image. Give one of the two'
        : 'image: is missing. Give an image, or a repository to build it from',
    );
  }
  const ofTask = (['schedule', 'timeZone'] as const).find(
    field => input[field] !== undefined,
  );
  if (type !== 'ScheduledTask' && ofTask) {
    throw new InputError(
      `${ofTask}: only a ScheduledTask has one, and this is a ${type}. Omit it, or choose the type ScheduledTask`,
    );
  }
  if (type === 'ScheduledTask' && input.replicas !== undefined) {
    throw new InputError(
      'replicas: a ScheduledTask has none. Omit them, or choose another type',
    );
  }
  if (input.port !== undefined && input.endpoints?.length) {
    throw new InputError(
      'port: excludes endpoints. Add an endpoint with this port to the list instead',
    );
  }
  const ofImage = (['environmentVariables', 'command', 'args'] as const).find(
    field => input[field]?.length,
  );
  if (build && ofImage) {
    throw new InputError(
      `${ofImage}: belongs to an image, which the first build creates. Omit it, and update the component after the build`,
    );
  }
}

/** The names of a component to create. */
interface NewComponent {
  organization: string;
  project: string;
  name: string;
  idempotencyKey?: string;
}

/**
 * Checks the names of a component to create.
 *
 * @throws ConflictError when the name is already taken, or the project is being deleted; NotFoundError when it does not exist
 */
export async function checkNewComponent(
  context: VerbContext,
  input: NewComponent,
  signal: AbortSignal | undefined,
): Promise<void> {
  await checkNameIsFree(context, input, signal);
  const { organization: namespace, project: name } = input;
  const project = await findObject(
    context,
    projectKind,
    { namespace, name },
    signal,
  );
  if (!project) {
    throw new NotFoundError(
      `The project ${name} does not exist in ${namespace}. Create it first, or choose another one`,
    );
  }
  if (project.metadata.deletionTimestamp) {
    throw new ConflictError(
      `The project ${name} of ${namespace} is being deleted. Choose another one`,
    );
  }
}

async function checkNameIsFree(
  context: VerbContext,
  input: NewComponent,
  signal: AbortSignal | undefined,
) {
  const { organization: namespace, name } = input;
  const key = { namespace, name };
  const taken = await findObject(context, componentKind, key, signal);
  if (taken && !isFromSameRequest(taken, input)) {
    throw new ConflictError(
      `The component ${name} already exists in ${namespace}, in project ${taken.spec.owner.projectName}. Choose another name, or change or delete the component that exists`,
    );
  }
  for (const kind of bindingKinds) {
    const binding = context.cache.get(kind, key);
    const owner = binding?.spec.owner.componentName ?? name;
    if (owner !== name) {
      throw new ConflictError(
        `${name} is the name of the ${kind.kind} of ${owner} in ${binding?.spec.environment}. Choose another name`,
      );
    }
  }
}

/** @throws InputError when a class does not exist in the organization */
export async function checkClass(
  context: VerbContext,
  kind: KindDefinition,
  { organization: namespace, name }: { organization: string; name: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (await findObject(context, kind, { namespace, name }, signal)) return;
  throw new InputError(
    `className: the ${kind.kind} ${name} does not exist in ${namespace}. Choose another one, or ask the platform team to create it`,
  );
}

/** @throws InputError when a configuration group that variables refer to does not exist, or does not have the key */
export async function checkConfigurationGroups(
  context: VerbContext,
  namespace: string,
  variables: readonly EnvVar[] = [],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const [index, { key, valueFrom }] of variables.entries()) {
    const wanted = valueFrom?.configurationGroupRef;
    if (wanted) {
      const field = `environmentVariables.${index} (${key})`;
      const { name } = wanted;
      const group = await findObject(
        context,
        configurationGroupKind,
        { namespace, name },
        signal,
      );
      if (!group) {
        throw new InputError(
          `${field}: the configuration group ${name} does not exist in ${namespace}. Create it first, or choose another one`,
        );
      }
      const keys = group.spec.configurations.map(each => each.key);
      if (!keys.includes(wanted.key)) {
        throw new InputError(
          `${field}: the configuration group ${name} has no key ${
            wanted.key
          }. Its keys: ${keys.join(', ') || 'none'}`,
        );
      }
    }
  }
}
