import { NotImplementedError } from '@backstage/errors';
import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
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
      return { output: verb.output.parse(output), objects };
    },
    async undo(verb, input, request = {}) {
      await implementationOf(verb).undo(context, input, request);
    },
  };
}
