import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  componentKind,
  isTimeZone,
  projectKind,
  validateCron,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import {
  implementVerb,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { bindingKinds } from '../bindings';
import { pipelineOf } from '../pipelineOf';
import {
  componentObjects,
  type CreateComponentInput,
} from './componentObjects';
import { objectReference } from './objectReference';
import { isFromSameRequest } from './requestAnnotations';
import { createObject, deleteObjects, findObject } from './writeObjects';

/**
 * Creates the objects of a component. The API server validates all of them before the first is created, so that a name that is
 * already taken is a ConflictError with nothing created. A request with the idempotency key of an interrupted one creates what
 * is missing.
 */
export const createComponent = implementVerb(verbs.createComponent, {
  async plan(context, input, request) {
    const objects = await write(context, input, request, true);
    return { output: outputOf(context, input, objects), objects };
  },
  async execute(context, input, request) {
    const objects = await write(context, input, request, false);
    return outputOf(context, input, objects);
  },
  async undo(context, input) {
    const own = await Promise.all(
      componentObjects(input, undefined).map(async ({ kind, object }) => {
        const found = await findObject(
          context,
          kind,
          object.metadata,
          undefined,
        );
        return found && isFromSameRequest(found, input)
          ? [{ kind, object: found }]
          : [];
      }),
    );
    await deleteObjects(context, own.flat());
  },
});

function outputOf(
  { cache }: VerbContext,
  { organization, project, name: component }: CreateComponentInput,
  objects: readonly KubernetesObject[],
) {
  const ref = { organization, project, component };
  return {
    ...ref,
    environment: firstEnvironment(cache, ref),
    objects: objects.map(objectReference),
  };
}

/** The environment that the control plane deploys a component to. @throws InputError if it cannot be told */
function firstEnvironment(
  cache: VerbContext['cache'],
  ref: ComponentRef,
): string {
  const { pipeline, problem } = pipelineOf(cache, ref);
  const [first] = pipeline?.environments ?? [];
  if (first) return first;
  throw new InputError(
    problem?.message ??
      `The deployment pipeline ${pipeline?.name} names no environment. Add a promotion path to it`,
  );
}

/** @returns the objects that exist already, then those that were created or, on a dry run, would be */
async function write(
  context: VerbContext,
  input: CreateComponentInput,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<KubernetesObject[]> {
  checkSchedule(input);
  await checkNameIsFree(context, input, signal);
  await checkProject(context, input, signal);
  const { organization, project, name: component } = input;
  firstEnvironment(context.cache, { organization, project, component });
  const wanted = componentObjects(input, requestedBy);
  const existing = await Promise.all(
    wanted.map(({ kind, object }) =>
      findOwn(context, kind, object, input, signal),
    ),
  );
  const missing = wanted.filter((_, index) => !existing[index]);
  const validated: KubernetesObject[] = [];
  for (const { kind, object } of missing) {
    const options = { dryRun: true, signal };
    validated.push(await createObject(context, kind, object, options));
  }
  return [
    ...existing.filter(object => object !== undefined),
    ...(dryRun ? validated : await createAll(context, missing, signal)),
  ];
}

/** Creates all objects. When one cannot be created, deletes those before it: no name is taken by half a component. */
async function createAll(
  context: VerbContext,
  objects: readonly { kind: KindDefinition; object: KubernetesObject }[],
  signal: AbortSignal | undefined,
): Promise<KubernetesObject[]> {
  const created: { kind: KindDefinition; object: KubernetesObject }[] = [];
  try {
    for (const { kind, object } of objects) {
      created.push({
        kind,
        object: await createObject(context, kind, object, { signal }),
      });
    }
  } catch (error) {
    await deleteObjects(context, created);
    throw error;
  }
  return created.map(({ object }) => object);
}

function checkSchedule({
  type = 'Service',
  schedule,
  timeZone,
}: CreateComponentInput) {
  if (type !== 'ScheduledTask' && (schedule || timeZone)) {
    throw new InputError(
      `Only a ScheduledTask has a schedule, and this is a ${type}. Omit the schedule, or choose the type ScheduledTask`,
    );
  }
  const error = schedule && validateCron(schedule);
  if (error) {
    throw new InputError(
      `${error}. Write minute, hour, day of the month, month and day of the week, such as "0 3 * * *"`,
    );
  }
  if (timeZone && !isTimeZone(timeZone)) {
    throw new InputError(
      `"${timeZone}" is not a time zone. Use a name such as Europe/Zurich`,
    );
  }
}

async function checkNameIsFree(
  context: VerbContext,
  input: CreateComponentInput,
  signal: AbortSignal | undefined,
) {
  const { organization: namespace, name } = input;
  const key = { namespace, name };
  const taken = await findObject(context, componentKind, key, signal);
  if (taken && !isFromSameRequest(taken, input)) {
    throw new ConflictError(
      `The component ${name} already exists in ${namespace}, in project ${taken.spec.owner.projectName}. Choose another name`,
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

async function checkProject(
  context: VerbContext,
  { organization: namespace, project }: CreateComponentInput,
  signal: AbortSignal | undefined,
) {
  const key = { namespace, name: project };
  const found =
    context.cache.get(projectKind, key) ??
    (await findObject(context, projectKind, key, signal));
  if (!found) {
    throw new NotFoundError(
      `The project ${project} does not exist in ${namespace}. Create it first, or choose another one`,
    );
  }
}

/** The object, if the same request created it. One of another request is a conflict. */
async function findOwn(
  context: VerbContext,
  kind: KindDefinition,
  { metadata }: KubernetesObject,
  input: CreateComponentInput,
  signal: AbortSignal | undefined,
): Promise<KubernetesObject | undefined> {
  const found = await findObject(context, kind, metadata, signal);
  if (found && !isFromSameRequest(found, input)) {
    throw new ConflictError(
      `The ${kind.kind} ${metadata.name} already exists in ${metadata.namespace}. Choose another name`,
    );
  }
  return found;
}
