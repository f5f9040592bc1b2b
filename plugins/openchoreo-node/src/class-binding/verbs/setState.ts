import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { commandAnnotations } from '../../domain/commandAnnotations';
import { toBackstageError } from '../../verbs/toBackstageError';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { bindingsOf, type Binding, type FoundBinding } from '../bindings';
import { fieldManager, findObject, retryOnConflict } from './writeObjects';

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
    if (live.spec.releaseState === state) return live;
    try {
      return await patch(context, { kind, binding: live }, input, {
        ...request,
        dryRun,
      });
    } catch (error) {
      throw toBackstageError(operation, error);
    }
  });
}

async function patch(
  { client }: VerbContext,
  { kind, binding }: FoundBinding,
  { state }: Input,
  { requestedBy, signal, dryRun }: VerbRequest & { dryRun: boolean },
): Promise<Binding> {
  const { resourceVersion } = binding.metadata;
  const annotations = requestedBy && {
    annotations: { [commandAnnotations.requestedBy]: requestedBy },
  };
  return client.patch<Binding>(
    kind,
    binding.metadata,
    {
      metadata: { resourceVersion, ...annotations },
      spec: { releaseState: state },
    },
    { signal, dryRun, type: 'merge', fieldManager },
  );
}
