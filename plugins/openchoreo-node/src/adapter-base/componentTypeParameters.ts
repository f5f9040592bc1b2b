import { InputError } from '@backstage/errors';
import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  clusterComponentTypeKind,
  componentTypeKind,
  isSecretValue,
  ParameterSchemaError,
  resolveParameterSchema,
  validateParameters,
  type ClusterComponentType,
  type ComponentType,
  type ParameterProblem,
  type ParameterSchema,
} from '@promenade/openchoreo-model';
import type { VerbContext } from '../verbs/Verb';
import { findObject } from './writeObjects';

type Input = OperationInput<typeof verbs.createComponent>;

/** What names a component type and sets its parameters. */
type TypeInput = Pick<Input, 'organization' | 'componentType' | 'parameters'>;

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
  const type = await findType(context, input, signal);
  const problems = parameterProblems(type, input.parameters ?? {});
  if (problems.length) {
    throw new InputError(
      problems
        .map(({ path, message }) =>
          path ? `parameters.${path}: ${message}` : `parameters: ${message}`,
        )
        .join('; '),
    );
  }
}

async function findType(
  context: VerbContext,
  { organization, componentType }: TypeInput,
  signal: AbortSignal | undefined,
): Promise<ComponentType | ClusterComponentType> {
  const { kind = 'ComponentType', name = '' } = componentType ?? {};
  const [workloadType, typeName] = name.split('/');
  const isShared = kind === 'ClusterComponentType';
  const type =
    typeName &&
    (isShared
      ? await findObject(
          context,
          clusterComponentTypeKind,
          { name: typeName },
          signal,
        )
      : await findObject(
          context,
          componentTypeKind,
          { namespace: organization, name: typeName },
          signal,
        ));
  if (type && type.spec.workloadType === workloadType) return type;
  const existing = isShared
    ? context.cache.list(clusterComponentTypeKind)
    : context.cache.byIndex(componentTypeKind, 'organization', organization);
  const names = existing
    .map(({ metadata, spec }) => `${spec.workloadType}/${metadata.name}`)
    .sort();
  throw new InputError(
    `componentType.name: the ${kind} ${name} does not exist${
      isShared ? '' : ` in ${organization}`
    }. ${
      names.length
        ? `Choose one of: ${names.join(', ')}`
        : 'Ask the platform team to create it'
    }`,
  );
}

function parameterProblems(
  { kind, metadata: { name }, spec }: ComponentType | ClusterComponentType,
  parameters: Record<string, unknown>,
): ParameterProblem[] {
  try {
    const schema = resolveParameterSchema(spec.parameters?.openAPIV3Schema);
    return [
      ...validateParameters(schema, parameters).problems,
      ...secretProblems(schema, parameters, ''),
    ];
  } catch (error) {
    if (!(error instanceof ParameterSchemaError)) throw error;
    throw new InputError(
      `componentType.name: the ${kind} ${name} cannot be used, because its schema is invalid: ${error.message}. Ask the platform team to correct it`,
    );
  }
}

/** The secret values among parameters: those are stored in plain text. */
function secretProblems(
  { properties = {}, items }: ParameterSchema,
  values: unknown,
  path: string,
): ParameterProblem[] {
  if (Array.isArray(values)) {
    return typeof items === 'object'
      ? values.flatMap((value, index) =>
          secretProblems(items, value, `${path}[${index}]`),
        )
      : [];
  }
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([name, value]) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : {};
    const at = path ? `${path}.${name}` : name;
    return isSecretValue(schema)
      ? [
          {
            path: at,
            message:
              'is secret, and parameters are stored in plain text. Use an environment variable with a value of a configuration group',
          },
        ]
      : secretProblems(schema, value, at);
  });
}
