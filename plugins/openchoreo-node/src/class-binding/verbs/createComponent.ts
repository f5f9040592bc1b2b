import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  apiClassKind,
  buildKind,
  scheduledTaskClassKind,
  serviceClassKind,
  webApplicationClassKind,
} from '@promenade/openchoreo-model';
import type { ResourceObject } from '../../cache/ResourceReader';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import {
  checkClass,
  checkCombination,
  checkConfigurationGroups,
  checkNewComponent,
} from './componentChecks';
import {
  componentObjects,
  hasApi,
  type CreateComponentInput,
} from './componentObjects';
import { checkTraits } from '../../adapter-base/componentTraits';
import { checkComponentType } from '../../adapter-base/componentTypeParameters';
import { createTogether, deleteOwn } from '../../adapter-base/createTogether';
import { firstEnvironment } from './firstEnvironment';
import { objectReference } from '../../adapter-base/objectReference';

/**
 * Creates the objects of a component, all or none: a name that is already taken is a ConflictError with nothing created. A request
 * with the idempotency key of an interrupted one creates what is missing.
 */
export const createComponent = implementWrite(
  verbs.createComponent,
  async (context, input, request, dryRun) => {
    const objects = await write(context, input, request, dryRun);
    return { output: outputOf(context, input, objects), objects };
  },
  (context, input) =>
    deleteOwn(context, componentObjects(input, undefined), input),
);

const classKinds = {
  Service: serviceClassKind,
  WebApplication: webApplicationClassKind,
  ScheduledTask: scheduledTaskClassKind,
};

function outputOf(
  { cache }: VerbContext,
  { organization, project, name: component }: CreateComponentInput,
  objects: readonly ResourceObject[],
) {
  const ref = { organization, project, component };
  return {
    ...ref,
    environment: firstEnvironment(cache, ref),
    build: objects.find(({ kind }) => kind === buildKind.kind)?.metadata.name,
    objects: objects.map(objectReference),
  };
}

async function write(
  context: VerbContext,
  input: CreateComponentInput,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<ResourceObject[]> {
  checkCombination(input);
  await checkNewComponent(context, input, signal);
  const { organization, project, name: component } = input;
  firstEnvironment(context.cache, { organization, project, component });
  await (input.componentType
    ? checkComponentType(context, input, signal)
    : checkClasses(context, input, signal));
  await checkTraits(context, input, signal);
  await checkConfigurationGroups(
    context,
    organization,
    input.environmentVariables,
    signal,
  );
  const { idempotencyKey } = input;
  return createTogether(context, componentObjects(input, requestedBy), {
    idempotencyKey,
    signal,
    dryRun,
  });
}

async function checkClasses(
  context: VerbContext,
  input: CreateComponentInput,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { organization, type = 'Service', className: name = 'default' } = input;
  await checkClass(context, classKinds[type], { organization, name }, signal);
  if (hasApi(input)) {
    const api = { organization, name: 'default' };
    await checkClass(context, apiClassKind, api, signal);
  }
}
