import { InputError } from '@backstage/errors';
import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  clusterTraitKind,
  traitKind,
  type ClusterTrait,
  type Component,
  type Trait,
} from '@promenade/openchoreo-model';
import type { VerbContext } from '../verbs/Verb';
import { findComponentType, type TypeReference } from './findComponentType';
import { parameterProblems, rejectProblems } from './parameterProblems';
import { findObject } from './writeObjects';

type Traits = Pick<OperationInput<typeof verbs.createComponent>, 'traits'>;

/** The field `spec.traits` of a Component that is created with an input. A trait without an instance name gets its own name. */
export function traitInstances({
  traits = [],
}: Traits): Component['spec']['traits'] {
  if (!traits.length) return undefined;
  return traits.map(trait => {
    const { kind = 'Trait', name, instanceName = name, parameters } = trait;
    return { kind, name, instanceName, ...(parameters && { parameters }) };
  });
}

/**
 * Checks that the component type allows the traits of an input, and their parameters against the schemas of the traits.
 *
 * @throws InputError that names the field
 */
export async function checkTraits(
  context: VerbContext,
  input: TypeReference & Traits,
  signal: AbortSignal | undefined,
): Promise<void> {
  const instances = traitInstances(input);
  if (!instances) return;
  if (!input.componentType) {
    throw new InputError(
      'traits: belong to a component type. Name one, or omit them',
    );
  }
  const type = await findComponentType(context, input, signal);
  const allowed = (type.spec.allowedTraits ?? []).map(
    ({ kind, name }) => `${kind} ${name}`,
  );
  for (const [index, { kind, name, parameters = {} }] of instances.entries()) {
    const field = `traits.${index}`;
    if (!allowed.includes(`${kind} ${name}`)) {
      throw new InputError(
        `${field}.name: the ${type.kind} ${
          type.metadata.name
        } does not allow the ${kind} ${name}. It allows: ${
          allowed.join(', ') || 'none'
        }`,
      );
    }
    const trait = await findTrait(context, input, { kind, name }, signal);
    if (!trait) {
      throw new InputError(
        `${field}.name: the ${kind} ${name} does not exist. Ask the platform team to create it`,
      );
    }
    rejectProblems(
      parameterProblems(
        `${field}.name`,
        trait,
        trait.spec.parameters,
        parameters,
      ),
      `${field}.parameters`,
    );
  }
}

function findTrait(
  context: VerbContext,
  { organization: namespace }: TypeReference,
  { kind, name }: { kind: string; name: string },
  signal: AbortSignal | undefined,
): Promise<Trait | ClusterTrait | undefined> {
  return kind === clusterTraitKind.kind
    ? findObject(context, clusterTraitKind, { name }, signal)
    : findObject(context, traitKind, { namespace, name }, signal);
}
