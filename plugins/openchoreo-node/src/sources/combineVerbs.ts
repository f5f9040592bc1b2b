import { InputError } from '@backstage/errors';
import type { Verbs } from '../verbs/Verb';
import { inputOrganization } from './inputOrganization';
import type { Routes } from './Routes';

/** Executes each verb on the platform that the organization of its input belongs to. */
export function combineVerbs(routes: Routes): Verbs {
  const verbsOf: (...request: Parameters<typeof inputOrganization>) => Verbs = (
    verb,
    input,
  ) => {
    const { field, organization } = inputOrganization(verb, input);
    const found = routes.find({ organization });
    if (found) return found.platform.verbs;
    throw new InputError(
      `${field}: no control plane has an organization ${organization}. ${routes.describe()}`,
    );
  };
  return {
    execute: async (verb, input, request) =>
      verbsOf(verb, input).execute(verb, input, request),
    plan: async (verb, input, request) =>
      verbsOf(verb, input).plan(verb, input, request),
    undo: async (verb, input, request) =>
      verbsOf(verb, input).undo(verb, input, request),
  };
}
