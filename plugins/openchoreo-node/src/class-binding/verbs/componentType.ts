import { InputError } from '@backstage/errors';
import type {
  ComponentRef,
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  clusterComponentTypeKind,
  componentKind,
  componentTypeKind,
  isSecretValue,
  ParameterSchemaError,
  resolveParameterSchema,
  validateParameters,
  type ClusterComponentType,
  type Component,
  type ComponentType,
  type ParameterProblem,
  type ParameterSchema,
} from '@promenade/openchoreo-model';
import type { VerbContext } from '../../verbs/Verb';
import { findObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.createComponent>;

/** What names a component type and sets its parameters. */
type TypeInput = Pick<Input, 'organization' | 'componentType' | 'parameters'>;

/** Whether a component runs nothing: its type has no main object, and it needs no image. */
export function isProxy({ componentType }: Input): boolean {
  return componentType?.name.startsWith('proxy/') ?? false;
}

/**
 * Checks that an input has a component type or the fields that the kinds of OpenChoreo v0.3 have.
 *
 * @throws InputError that names the field
 */
export function checkTypeCombination(input: Input): void {
  if (!input.componentType) {
    if (!input.parameters) return;
    throw new InputError(
      'parameters: belong to a component type. Name one, or omit them',
    );
  }
  const excluded = (
    ['type', 'className', 'replicas', 'schedule', 'timeZone'] as const
  ).find(field => input[field] !== undefined);
  if (excluded) {
    throw new InputError(
      `${excluded}: excludes a component type. Omit it, and set a parameter if the type has one for it`,
    );
  }
}

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

/** The parameters of a component after a change. A parameter that is set to null is removed. */
export function changedParameters(
  { parameters = {} }: Pick<Component['spec'], 'parameters'>,
  changes: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...parameters, ...changes }).filter(
      ([, value]) => value !== null,
    ),
  );
}

/**
 * Checks the parameters that a component would have after a change.
 *
 * @throws InputError that names the field
 */
export async function checkChangedParameters(
  context: VerbContext,
  {
    organization,
    component: name,
    parameters,
  }: ComponentRef & { parameters?: Record<string, unknown> },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!parameters) return;
  const key = { namespace: organization, name };
  const component = await findObject(context, componentKind, key, signal);
  const componentType = component?.spec.componentType;
  if (!component || !componentType) {
    throw new InputError(
      `parameters: belong to a component type, and ${name} has none. Omit them`,
    );
  }
  const changed = changedParameters(component.spec, parameters);
  const type = { organization, componentType, parameters: changed };
  await checkComponentType(context, type, signal);
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
