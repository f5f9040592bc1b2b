import { InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { checkIsFirst } from '../../adapter-base/firstEnvironment';
import { patchObject, retryOnConflict } from '../../adapter-base/writeObjects';
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
import { autoDeployWarnings } from './autoDeployWarnings';
import { findWorkload } from './findWorkload';

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
        warnings: autoDeployWarnings(component),
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
  ref: Input,
  image: string,
  { requestedBy, signal, dryRun }: VerbRequest & { dryRun: boolean },
): Promise<{ before: Workload; after: Workload }> {
  const before = await findWorkload(context, ref, signal);
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
