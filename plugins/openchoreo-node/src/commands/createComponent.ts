import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  componentKind,
  projectKind,
  scheduledTaskKind,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { bindingKinds } from '../class-binding/bindings';
import { pipelineOf } from '../class-binding/pipelineOf';
import { firstEnvironment } from '../views/firstEnvironment';
import { checkName } from './checkName';
import {
  create,
  find,
  type CommandContext,
  type CommandOptions,
} from './CommandContext';
import {
  componentObjects,
  deployingKinds,
  type CreateComponentInput,
} from './componentObjects';
import { isSameRequest } from './requestAnnotations';

/** @public */
export interface CreatedComponent {
  /** The objects that make up the component, as the API has them. On a dry run, as it would have them. */
  objects: readonly KubernetesObject[];
  /** Where it is deployed by itself. */
  environment: string;
}

/**
 * Creates a component with its workload, deployed to the first environment of its project's pipeline.
 *
 * All of it is checked by the API before any of it is created: a name that is taken is a ConflictError with nothing created.
 * With the idempotency key of a request that was cut off, it creates what is missing.
 */
export async function createComponent(
  context: CommandContext,
  input: CreateComponentInput,
  options: CommandOptions = {},
): Promise<CreatedComponent> {
  const { organization, project, name } = input;
  checkName('component', name);
  const deployingKind = checkType(input);
  await checkNameIsFree(context, input, options);
  await checkProject(context, input, options);
  const wanted = componentObjects(input, deployingKind);
  const existing = await Promise.all(
    wanted.map(({ kind, object }) =>
      findOfRequest(context, kind, object, input, options),
    ),
  );
  const missing = wanted.filter((_, index) => !existing[index]);
  const checked: KubernetesObject[] = [];
  for (const { kind, object } of missing) {
    const dryRun = { ...options, dryRun: true };
    checked.push(await create(context, kind, object, dryRun));
  }
  const created: KubernetesObject[] = [];
  if (!options.dryRun) {
    for (const { kind, object } of missing) {
      created.push(await create(context, kind, object, options));
    }
  }
  const { pipeline } = pipelineOf(context.cache, {
    organization,
    project,
    component: name,
  });
  return {
    objects: [
      ...existing.filter(object => object !== undefined),
      ...(options.dryRun ? checked : created),
    ],
    environment: firstEnvironment(pipeline?.edges ?? []),
  };
}

function checkType(input: CreateComponentInput): KindDefinition {
  const { type, schedule, timeZone } = input;
  const kind = deployingKinds.get(type);
  if (!kind) {
    throw new InputError(
      `There is no way to create a component of type ${type}. Choose one of ${[
        ...deployingKinds.keys(),
      ].join(', ')}`,
    );
  }
  if (kind !== scheduledTaskKind && (schedule || timeZone)) {
    throw new InputError(
      `Only a ScheduledTask runs on a schedule, and this is a ${type}. Leave the schedule out, or choose the type ScheduledTask`,
    );
  }
  return kind;
}

async function checkNameIsFree(
  context: CommandContext,
  input: CreateComponentInput,
  options: CommandOptions,
) {
  const { organization: namespace, name } = input;
  const key = { namespace, name };
  const taken = await find(context, componentKind, key, options);
  if (taken && !isSameRequest(taken, input)) {
    throw new ConflictError(
      `There is a component ${name} in ${namespace} already, in project ${taken.spec.owner.projectName}. Choose another name`,
    );
  }
  for (const kind of bindingKinds) {
    const binding = context.cache.get(kind, key);
    const owner = binding?.spec.owner.componentName ?? name;
    if (owner !== name) {
      throw new ConflictError(
        `${name} is what ${owner} is called in ${binding?.spec.environment}. Choose another name`,
      );
    }
  }
}

async function checkProject(
  context: CommandContext,
  { organization: namespace, project }: CreateComponentInput,
  options: CommandOptions,
) {
  const key = { namespace, name: project };
  const found =
    context.cache.get(projectKind, key) ??
    (await find(context, projectKind, key, options));
  if (!found) {
    throw new NotFoundError(
      `There is no project ${project} in ${namespace}. Create it first, or choose another one`,
    );
  }
}

/** The object, if this very request made it. One of somebody else is a conflict. */
async function findOfRequest(
  context: CommandContext,
  kind: KindDefinition,
  { metadata }: KubernetesObject,
  input: CreateComponentInput,
  options: CommandOptions,
): Promise<KubernetesObject | undefined> {
  const found = await find(context, kind, metadata, options);
  if (found && !isSameRequest(found, input)) {
    throw new ConflictError(
      `There is a ${kind.kind} ${metadata.name} in ${metadata.namespace} already. Choose another name`,
    );
  }
  return found;
}
