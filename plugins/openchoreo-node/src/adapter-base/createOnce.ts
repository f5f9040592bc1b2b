import { ConflictError } from '@backstage/errors';
import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import type { VerbContext, VerbRequest } from '../verbs/Verb';
import { newObject, type NewObjectInput } from './newObject';
import { isFromSameRequest } from './requestAnnotations';
import { createObject, findObject } from './writeObjects';

/**
 * Creates the object of an input. A request with the same idempotency key gets the object that exists.
 *
 * @param options - `check` validates what the API server does not know
 * @throws ConflictError when the name is already taken
 */
export async function createOnce<T extends ResourceObject>(
  context: VerbContext,
  kind: ResourceKind<T>,
  input: NewObjectInput,
  { requestedBy, signal }: VerbRequest,
  options: {
    dryRun: boolean;
    check: () => Promise<void>;
    spec: object;
    annotations?: Record<string, string>;
  },
): Promise<T> {
  const { organization: namespace, name, idempotencyKey } = input;
  const key = { namespace, name };
  const own = { idempotencyKey, signal };
  const existing = await findOwn(context, kind, key, own);
  if (existing) return existing;
  await options.check();
  const object = newObject(kind, input, requestedBy, options);
  return createObject(context, kind, object, {
    signal,
    dryRun: options.dryRun,
  });
}

/**
 * The object of a name, if a request with the same idempotency key has created it. Undefined when the name is free.
 *
 * @throws ConflictError when the name is already taken
 */
export async function findOwn<T extends ResourceObject>(
  context: VerbContext,
  kind: ResourceKind<T>,
  { namespace, name }: { namespace?: string; name: string },
  request: { idempotencyKey?: string; signal?: AbortSignal },
): Promise<T | undefined> {
  const key = { namespace, name };
  const found = await findObject(context, kind, key, request.signal);
  if (!found || isFromSameRequest(found, request)) return found;
  const where = namespace ? ` in ${namespace}` : '';
  throw new ConflictError(
    `The ${kind.kind} ${name} already exists${where}. Choose another name`,
  );
}
