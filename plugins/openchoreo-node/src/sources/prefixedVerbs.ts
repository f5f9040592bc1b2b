import { InputError } from '@backstage/errors';
import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type { Verbs } from '../verbs/Verb';
import { inputOrganization } from './inputOrganization';
import type { OrganizationNames } from './OrganizationNames';

/**
 * The verbs of a control plane whose organizations have a prefix in Backstage. The objects of a plan are those of Kubernetes, and
 * have the names of Kubernetes.
 *
 * @param verbs - returns the verbs of the control plane
 */
export function prefixedVerbs(
  verbs: () => Verbs,
  names: OrganizationNames,
): Verbs {
  return {
    execute: (verb, input, request) =>
      explainName(names, verb, input, async () =>
        renameOutput(
          names,
          await verbs().execute(
            verb,
            kubernetesInput(names, verb, input),
            request,
          ),
        ),
      ),
    plan: (verb, input, request) =>
      explainName(names, verb, input, async () => {
        const plan = await verbs().plan(
          verb,
          kubernetesInput(names, verb, input),
          request,
        );
        return { ...plan, output: renameOutput(names, plan.output) };
      }),
    undo: (verb, input, request) =>
      explainName(names, verb, input, () =>
        verbs().undo(verb, kubernetesInput(names, verb, input), request),
      ),
  };
}

/** @throws InputError for an organization that the control plane cannot have */
function kubernetesInput<Input extends object>(
  names: OrganizationNames,
  verb: VerbDeclaration,
  input: Input,
): Input {
  const { field, organization } = inputOrganization(verb, input);
  if (organization === undefined) return input;
  const name = names.toKubernetes(organization);
  if (name !== undefined) return { ...input, [field]: name };
  throw new InputError(
    `${field}: ${organization} must begin with ${names.prefix} and have a name after it`,
  );
}

function renameOutput<Output extends object>(
  names: OrganizationNames,
  output: Output,
): Output {
  return 'organization' in output && typeof output.organization === 'string'
    ? { ...output, organization: names.toBackstage(output.organization) }
    : output;
}

/** Adds to an error that has the name of the organization in Kubernetes which organization that is. */
async function explainName<T>(
  names: OrganizationNames,
  verb: VerbDeclaration,
  input: object,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { organization = '' } = inputOrganization(verb, input);
    const name = names.toKubernetes(organization);
    if (name && error instanceof Error && hasWord(error.message, name)) {
      error.message = `${error.message} (in Kubernetes, the organization ${organization} is ${name})`;
    }
    throw error;
  }
}

/** Whether a text has a name that is not a part of a longer one. */
function hasWord(text: string, name: string): boolean {
  return text.split(/[^-a-z0-9]+/).includes(name);
}
