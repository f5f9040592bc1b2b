import { ConflictError, NotFoundError } from '@backstage/errors';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  scheduledTaskBindingKind,
} from '@promenade/openchoreo-model';
import { commandAnnotations } from '../../domain/commandAnnotations';
import { implementWrite } from '../../verbs/Verb';
import { findBinding } from '../bindings';
import {
  findObject,
  patchObject,
  retryOnConflict,
} from '../../adapter-base/writeObjects';

/**
 * Sets the time of a requested run in an annotation of the binding of a scheduled task. The control plane starts the Job: the backend
 * has no rights to change data planes.
 *
 * @throws ConflictError when it is no scheduled task with a schedule, or does not run there
 */
export const runTask = implementWrite(
  verbs.runTask,
  async (context, input, { requestedBy, signal }, dryRun) => {
    const { component, environment } = input;
    const found = findBinding(context.cache, input, environment);
    if (!found) {
      throw new NotFoundError(`${component} is not deployed in ${environment}`);
    }
    const kind = scheduledTaskBindingKind;
    const requestedAt = new Date().toISOString();
    const changed = await retryOnConflict(async () => {
      const binding =
        found.kind.kind === kind.kind
          ? await findObject(context, kind, found.binding.metadata, signal)
          : undefined;
      if (!binding) {
        throw new ConflictError(
          `${component} is no scheduled task. Only those can be run`,
        );
      }
      if (binding.spec.releaseState !== 'Active') {
        throw new ConflictError(
          `${component} does not run in ${environment}. Resume or deploy it first`,
        );
      }
      return patchObject(
        context,
        kind,
        binding,
        {
          metadata: {
            annotations: {
              [annotations.runRequestedAt]: requestedAt,
              ...(requestedBy && {
                [commandAnnotations.requestedBy]: requestedBy,
              }),
            },
          },
          spec: {},
        },
        { signal, dryRun },
      );
    });
    return { output: { requestedAt }, objects: [changed] };
  },
);
