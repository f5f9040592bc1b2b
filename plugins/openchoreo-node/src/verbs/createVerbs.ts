import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotImplementedError } from '@backstage/errors';
import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type { PlatformAdapter } from '../adapter/PlatformAdapter';
import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import { apiErrorOf, toBackstageError } from './toBackstageError';
import type { Verb, VerbContext, VerbRequest, Verbs } from './Verb';

/** The verbs of an adapter, bound to one platform. Errors of the Kubernetes API are logged as they were, because callers get less. */
export function createVerbs(
  { verbs, kindOf }: Pick<PlatformAdapter, 'verbs' | 'kindOf'>,
  context: VerbContext,
  logger: LoggerService,
): Verbs {
  const byName = new Map(verbs.map(verb => [verb.declaration.name, verb]));
  const implementationOf = ({ name }: VerbDeclaration): Verb => {
    const verb = byName.get(name);
    if (verb) return verb;
    throw new NotImplementedError(`This platform does not support ${name}`);
  };
  const findBefore = (
    objects: readonly ResourceObject[],
    { signal }: VerbRequest,
  ) =>
    Promise.all(
      objects.map(object => {
        const kind = kindOf(object.apiVersion, object.kind);
        return kind && findStored(context, kind, object, signal);
      }),
    );
  const logging = async <T>(
    { name }: VerbDeclaration,
    work: () => Promise<T>,
  ): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const apiError = apiErrorOf(error);
      if (apiError) {
        logger.warn(`${name} failed at ${apiError.request}`, apiError);
      }
      throw error;
    }
  };
  return {
    execute: (verb, input, request = {}) =>
      logging(verb, async () => {
        const implementation = implementationOf(verb);
        const output = await implementation.execute(context, input, request);
        return verb.output.parse(output);
      }),
    plan: (verb, input, request = {}) =>
      logging(verb, async () => {
        const implementation = implementationOf(verb);
        const { output, objects } = await implementation.plan(
          context,
          input,
          request,
        );
        const before = await findBefore(objects, request);
        return {
          output: verb.output.parse(output),
          objects,
          before: before.filter(object => object !== undefined),
        };
      }),
    undo: (verb, input, request = {}) =>
      logging(verb, async () =>
        implementationOf(verb).undo(context, input, request),
      ),
  };
}

/** The object of the same name that the API server has. Undefined when there is none. */
async function findStored(
  { client }: VerbContext,
  definition: ResourceKind,
  { kind, metadata }: ResourceObject,
  signal: AbortSignal | undefined,
): Promise<ResourceObject | undefined> {
  const { name, namespace } = metadata;
  try {
    const found = await client.find(
      definition,
      { name, namespace },
      { signal },
    );
    return found && definition.schema.parse(found);
  } catch (error) {
    throw toBackstageError(`read ${kind} ${name}`, error);
  }
}
