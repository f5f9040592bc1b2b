import { NotImplementedError } from '@backstage/errors';
import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import { kindOf } from '@promenade/openchoreo-model';
import type { ResourceObject } from '../cache/ResourceReader';
import { toBackstageError } from './toBackstageError';
import type { Verb, VerbContext, Verbs } from './Verb';

/** The verbs of an adapter, bound to one platform. */
export function createVerbs(
  verbs: readonly Verb[],
  context: VerbContext,
): Verbs {
  const byName = new Map(verbs.map(verb => [verb.declaration.name, verb]));
  const implementationOf = ({ name }: VerbDeclaration): Verb => {
    const verb = byName.get(name);
    if (verb) return verb;
    throw new NotImplementedError(`This platform does not support ${name}`);
  };
  return {
    async execute(verb, input, request = {}) {
      const output = await implementationOf(verb).execute(
        context,
        input,
        request,
      );
      return verb.output.parse(output);
    },
    async plan(verb, input, request = {}) {
      const { output, objects } = await implementationOf(verb).plan(
        context,
        input,
        request,
      );
      const before = await Promise.all(
        objects.map(object => findStored(context, object, request.signal)),
      );
      return {
        output: verb.output.parse(output),
        objects,
        before: before.filter(object => object !== undefined),
      };
    },
    async undo(verb, input, request = {}) {
      await implementationOf(verb).undo(context, input, request);
    },
  };
}

/** The object of the same kind and name that the API server has. Undefined when there is none. */
async function findStored(
  { client }: VerbContext,
  { apiVersion, kind, metadata }: ResourceObject,
  signal: AbortSignal | undefined,
): Promise<ResourceObject | undefined> {
  const definition = kindOf(apiVersion, kind);
  if (!definition) return undefined;
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
