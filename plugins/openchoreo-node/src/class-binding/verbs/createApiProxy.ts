import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  apiClassKind,
  apiKind,
  componentKind,
  environmentKind,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { checkClass, checkNewComponent } from './componentChecks';
import {
  createTogether,
  deleteOwn,
  type NewObject,
} from '../../adapter-base/createTogether';
import { serviceApi } from './endpointSpecs';
import { checkOwnOrShared } from './checkReferences';
import { firstEnvironment } from './firstEnvironment';
import { newObject } from '../../adapter-base/newObject';
import { objectReference } from '../../adapter-base/objectReference';

type Input = OperationInput<typeof verbs.createApiProxy>;

/** Creates a Component of type APIProxy and its API, both or none. A ConflictError when the name is already taken. */
export const createApiProxy = implementWrite(
  verbs.createApiProxy,
  async (context, input, request, dryRun) => {
    const objects = await write(context, input, request, dryRun);
    return { output: outputOf(context, input, objects), objects };
  },
  (context, input) =>
    deleteOwn(context, proxyObjects(context, input, undefined), input),
);

function outputOf(
  context: VerbContext,
  input: Input,
  objects: readonly KubernetesObject[],
) {
  const { organization, project, name: component } = input;
  return {
    organization,
    project,
    component,
    environment: environmentOf(context, input),
    objects: objects.map(objectReference),
  };
}

function environmentOf(
  { cache }: VerbContext,
  { organization, project, name: component, environment }: Input,
): string {
  return (
    environment ?? firstEnvironment(cache, { organization, project, component })
  );
}

async function write(
  context: VerbContext,
  input: Input,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<KubernetesObject[]> {
  const { organization, className = 'default', idempotencyKey } = input;
  await checkNewComponent(context, input, signal);
  await checkOwnOrShared(
    context,
    environmentKind,
    organization,
    { field: 'environment', name: environmentOf(context, input) },
    signal,
  );
  const apiClass = { organization, name: className };
  await checkClass(context, apiClassKind, apiClass, signal);
  return createTogether(context, proxyObjects(context, input, requestedBy), {
    idempotencyKey,
    signal,
    dryRun,
  });
}

function proxyObjects(
  context: VerbContext,
  input: Input,
  requestedBy: string | undefined,
): NewObject[] {
  const { project: projectName, name: componentName, type = 'REST' } = input;
  const { exposure = 'Organization' } = input;
  const create = (kind: NewObject['kind'], spec: object) => ({
    kind,
    object: newObject(kind, input, requestedBy, { spec }),
  });
  return [
    create(componentKind, { owner: { projectName }, type: 'APIProxy' }),
    create(apiKind, {
      owner: { projectName, componentName },
      environmentName: environmentOf(context, input),
      ...serviceApi({ ...input, type, exposure }, portOf(input.url)),
    }),
  ];
}

/** The port of a URL, or that of its scheme. */
function portOf(text: string): number {
  const { port, protocol } = new URL(text);
  if (port) return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
