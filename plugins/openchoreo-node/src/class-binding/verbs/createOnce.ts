import { ConflictError } from '@backstage/errors';
import type {
  KindDefinition,
  KubernetesObject,
} from '@promenade/openchoreo-model';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import { newObject, type NewObjectInput } from './newObject';
import { isFromSameRequest } from './requestAnnotations';
import { createObject, findObject } from './writeObjects';

/**
 * Creates the object of an input. A request with the same idempotency key gets the object that exists.
 *
 * @param options - `check` validates what the API server does not know
 * @throws ConflictError when the name is already taken
 */
export async function createOnce<T extends KubernetesObject>(
  context: VerbContext,
  kind: KindDefinition<T>,
  input: NewObjectInput,
  { requestedBy, signal }: VerbRequest,
  options: {
    dryRun: boolean;
    check: () => Promise<void>;
    spec: object;
    annotations?: Record<string, string>;
  },
): Promise<T> {
  const { organization: namespace, name } = input;
  const key = { namespace, name };
  const existing = await findObject(context, kind, key, signal);
  if (existing) {
    if (isFromSameRequest(existing, input)) return existing;
    const where = namespace ? ` in ${namespace}` : '';
    throw new ConflictError(
      `The ${kind.singular} ${name} already exists${where}. Choose another name`,
    );
  }
  await options.check();
  const object = newObject(kind, input, requestedBy, options);
  return createObject(context, kind, object, {
    signal,
    dryRun: options.dryRun,
  });
}
