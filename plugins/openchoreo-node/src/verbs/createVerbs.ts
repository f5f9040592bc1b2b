import { NotImplementedError } from '@backstage/errors';
import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type { PlatformAdapter } from '../adapter/PlatformAdapter';
import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import { toBackstageError } from './toBackstageError';
import type { Verb, VerbContext, Verbs } from './Verb';

/** The verbs of an adapter, bound to one platform. */
export function createVerbs(
  { verbs, kindOf }: Pick<PlatformAdapter, 'verbs' | 'kindOf'>,
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
        objects.map(object => {
          const kind = kindOf(object.apiVersion, object.kind);
          return kind && findStored(context, kind, object, request.signal);
        }),
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
