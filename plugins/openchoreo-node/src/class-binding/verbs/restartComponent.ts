import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { scheduledTaskBindingKind } from '@promenade/openchoreo-model';
import { toBackstageError } from '../../verbs/toBackstageError';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { findBinding, type Binding } from '../bindings';
import { changeBinding } from './changeBinding';

type Input = OperationInput<typeof verbs.restartComponent>;

/** Sets the time of the restart of a binding. A ConflictError when nothing runs that can be restarted. */
export const restartComponent = implementWrite(
  verbs.restartComponent,
  async (context, input, request, dryRun) => {
    const binding = await write(context, input, request, dryRun);
    return { output: {}, objects: [binding] };
  },
);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
): Promise<Binding> {
  const { component, environment } = input;
  const found = findBinding(context.cache, input, environment);
  if (!found) {
    throw new NotFoundError(`${component} is not deployed in ${environment}`);
  }
  const { kind, binding } = found;
  if (kind.kind === scheduledTaskBindingKind.kind) {
    throw new ConflictError(
      `${component} is a scheduled task, which starts new pods at each run. It cannot be restarted`,
    );
  }
  if (binding.spec.releaseState !== 'Active') {
    throw new ConflictError(
      `${component} does not run in ${environment}. Resume or deploy it instead`,
    );
  }
  try {
    return await changeBinding(
      context,
      found,
      {
        spec: { restartedAt: new Date().toISOString() },
        subject: `Restart ${component} in ${environment}`,
      },
      { ...request, dryRun },
    );
  } catch (error) {
    throw toBackstageError(`restart ${component} in ${environment}`, error);
  }
}
