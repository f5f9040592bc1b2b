import { InputError } from '@backstage/errors';
import {
  isSecretValue,
  ParameterSchemaError,
  resolveParameterSchema,
  validateParameters,
  type ComponentType,
  type ParameterProblem,
  type ParameterSchema,
} from '@promenade/openchoreo-model';
import type { ResourceObject } from '../cache/ResourceReader';

/**
 * What is wrong with the parameters of a component type or trait.
 *
 * @param field - the input that names the type or trait, for the error
 * @throws InputError when the schema itself is invalid
 */
export function parameterProblems(
  field: string,
  { kind, metadata: { name } }: ResourceObject,
  declared: ComponentType['spec']['parameters'],
  values: Record<string, unknown>,
): ParameterProblem[] {
  try {
    const schema = resolveParameterSchema(declared?.openAPIV3Schema);
    return [
      ...validateParameters(schema, values).problems,
      ...secretProblems(schema, values, ''),
    ];
  } catch (error) {
    if (!(error instanceof ParameterSchemaError)) throw error;
    throw new InputError(
      `${field}: the ${kind} ${name} cannot be used, because its schema is invalid: ${error.message}. Ask the platform team to correct it`,
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

/**
 * @param input - the input that has the parameters
 * @throws InputError that names the fields
 */
export function rejectProblems(
  problems: readonly ParameterProblem[],
  input?: string,
): void {
  if (!problems.length) return;
  const fieldOf = (path: string) => [input, path].filter(Boolean).join('.');
  throw new InputError(
    problems
      .map(({ path, message }) => `${fieldOf(path)}: ${message}`)
      .join('; '),
  );
}
