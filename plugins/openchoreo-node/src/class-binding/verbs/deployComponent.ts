import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { buildKind } from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { parseWorkloadDescriptor } from '../workloadDescriptor';
import { changeComponent } from './changeComponent';
import {
  descriptorWarnings,
  withDescribedWorkload,
  withImage,
} from './describedWorkload';
import { findObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.deployComponent>;

/**
 * Deploys an image, or that of a Build. A NotFoundError when the Build does not exist, a ConflictError while it has no image.
 */
export const deployComponent = implementWrite(verbs.deployComponent, write);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
) {
  const { descriptor, schemaFiles } = input;
  const { signal } = request;
  const image = await imageOf(context, input, signal);
  const described =
    descriptor === undefined
      ? undefined
      : parseWorkloadDescriptor({ descriptor, schemaFiles });
  const { changes, objects } = await changeComponent(
    context,
    input,
    request,
    dryRun,
    specs =>
      described
        ? withDescribedWorkload(specs, described, image)
        : withImage(specs, image),
  );
  const warnings = described
    ? await descriptorWarnings(context, input, described, signal)
    : [];
  return { output: { changes, warnings, image }, objects };
}

async function imageOf(
  context: VerbContext,
  { organization: namespace, project, component, image, build: name }: Input,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (name === undefined) {
    if (image !== undefined) return image;
    throw new InputError('image: is missing. Give an image or a build');
  }
  if (image !== undefined) {
    throw new InputError('build: excludes an image. Give one of the two');
  }
  const build = await findObject(
    context,
    buildKind,
    { namespace, name },
    signal,
  );
  const owner = build?.spec.owner;
  if (owner?.componentName !== component || owner.projectName !== project) {
    throw new NotFoundError(
      `build: ${component} has no build ${name} in ${namespace}. Choose another one`,
    );
  }
  const built = build?.status?.imageStatus?.image;
  if (built) return built;
  throw new ConflictError(
    build?.status?.phase === 'Failed'
      ? `build: ${name} has failed, so that it has no image. Start another build`
      : `build: ${name} has no image yet. Wait until it is complete`,
  );
}
