import { ConflictError, InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { checkIsFirst } from '../../adapter-base/firstEnvironment';
import {
  findObject,
  patchObject,
  retryOnConflict,
} from '../../adapter-base/writeObjects';
import { indexValue } from '../../cache/indexes';
import { commandAnnotations } from '../../domain/commandAnnotations';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { contentsChanges } from '../../views/promotionPlan';
import { workloadKind, type Workload } from '../componentKinds';
import { findComponent } from '../components';
import { workloadContents } from '../releaseContents';
import { componentSnapshot } from '../componentSnapshot';
import { existingSnapshot } from '../../adapter-base/existingSnapshot';

type Input = OperationInput<typeof verbs.deployComponent>;

/** Writes an image to the Workload of a component, of which OpenChoreo creates and deploys a release. */
export const deployComponent = implementWrite(
  verbs.deployComponent,
  async (context, input, request, dryRun) => {
    const image = imageOf(input);
    const snapshot = existingSnapshot(componentSnapshot, context, input);
    checkIsFirst(snapshot, input.environment);
    const { before, after } = await retryOnConflict(() =>
      writeImage(context, input, image, { ...request, dryRun }),
    );
    const component = findComponent(context.cache, snapshot.ref);
    return {
      objects: before === after ? [] : [after],
      output: {
        image,
        changes: contentsChanges(
          workloadContents(before.spec),
          workloadContents(after.spec),
        ),
        ...(!component?.spec.autoDeploy && {
          warnings: [
            'autoDeploy of the Component is off, so that OpenChoreo does not deploy the change. Set it, or create a ComponentRelease and name it in the ReleaseBinding.',
          ],
        }),
      },
    };
  },
);

function imageOf({ image, build, descriptor }: Input): string {
  if (descriptor !== undefined) {
    throw new InputError(
      'descriptor: is not supported on OpenChoreo 1.x. Change the Workload instead',
    );
  }
  if (build !== undefined) {
    throw new InputError(
      'build: is not supported on OpenChoreo 1.x, whose builds write their image to the Workload. Give an image instead',
    );
  }
  if (image !== undefined) return image;
  throw new InputError('image: is missing');
}

/** @returns the same Workload twice when it has the image already */
async function writeImage(
  context: VerbContext,
  { organization, project, component }: Input,
  image: string,
  { requestedBy, signal, dryRun }: VerbRequest & { dryRun: boolean },
): Promise<{ before: Workload; after: Workload }> {
  const value = indexValue(organization, project, component);
  const [cached] = context.cache.byIndex(workloadKind, 'component', value);
  const before =
    cached &&
    (await findObject(context, workloadKind, cached.metadata, signal));
  if (!before) {
    throw new ConflictError(
      `The component ${component} has no Workload. Create it first, with its endpoints`,
    );
  }
  if (before.spec.container.image === image) return { before, after: before };
  const annotations = requestedBy && {
    [commandAnnotations.requestedBy]: requestedBy,
  };
  const after = await patchObject(
    context,
    workloadKind,
    before,
    { metadata: { annotations }, spec: { container: { image } } },
    { signal, dryRun },
  );
  return { before, after };
}
