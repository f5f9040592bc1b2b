import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { toBackstageError } from '../../verbs/toBackstageError';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { bindingsOf, type Binding } from '../bindings';
import { changeBinding } from './changeBinding';
import { findObject, retryOnConflict } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.setState>;

/**
 * Sets the release state of a binding. A ConflictError when the spec of the binding has changed since it was seen: changes of
 * the status alone do not matter.
 */
export const setState = implementWrite(
  verbs.setState,
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
  const { component, environment, state } = input;
  const found = bindingsOf(context.cache, input).find(
    ({ binding }) => binding.spec.environment === environment,
  );
  if (!found) {
    throw new NotFoundError(`${component} is not deployed in ${environment}`);
  }
  const { kind, binding } = found;
  const operation = `set ${component} in ${environment} to ${state}`;
  return retryOnConflict(async () => {
    const live = await findObject(
      context,
      kind,
      binding.metadata,
      request.signal,
    );
    if (!live || !context.versions.isCurrent(live, input.resourceVersion)) {
      throw new ConflictError(
        `Could not ${operation}: it was changed since you saw it. Review the change, then try again`,
      );
    }
    try {
      const { resourceVersion } = live.metadata;
      return await changeBinding(
        context,
        { kind, binding: live },
        {
          spec: { releaseState: state },
          resourceVersion,
          subject: `Set ${component} in ${environment} to ${state}`,
        },
        { ...request, dryRun },
      );
    } catch (error) {
      throw toBackstageError(operation, error);
    }
  });
}
