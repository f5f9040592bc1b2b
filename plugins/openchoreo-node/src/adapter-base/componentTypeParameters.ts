import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { VerbContext } from '../verbs/Verb';
import { findComponentType, type TypeReference } from './findComponentType';
import { parameterProblems, rejectProblems } from './parameterProblems';

/** What names a component type and sets its parameters. */
type TypeInput = TypeReference &
  Pick<OperationInput<typeof verbs.createComponent>, 'parameters'>;

/** The input that names a component type. */
const typeField = 'componentType.name';

/**
 * Checks that the component type of an input exists, and its parameters against the schema of the type.
 *
 * @throws InputError that names the field
 */
export async function checkComponentType(
  context: VerbContext,
  input: TypeInput,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!input.componentType) return;
  const type = await findComponentType(context, input, signal);
  const { parameters = {} } = input;
  rejectProblems(
    parameterProblems(typeField, type, type.spec.parameters, parameters),
    'parameters',
  );
}

/**
 * Checks the number of replicas of an environment against the component type, which need not have such a value.
 *
 * @throws InputError that names the field
 */
export async function checkReplicas(
  context: VerbContext,
  input: TypeReference & { replicas: number },
  signal: AbortSignal | undefined,
): Promise<void> {
  const { replicas } = input;
  const type = await findComponentType(context, input, signal);
  const problems = parameterProblems(
    typeField,
    type,
    type.spec.environmentConfigs,
    { replicas },
  );
  // The binding may have the other values.
  rejectProblems(problems.filter(({ path }) => path === 'replicas'));
}
