import { hasManyHosts } from '../../core/effective-binding/address';
import { podContainerName } from '../../core/effective-binding/container-names';
import { type ValueLocation } from '../../core/effective-binding/configuration/resolve-configuration';
import { validateSecretStore } from '../../core/effective-binding/configuration/secret-store';
import { type SecretStore } from '../../core/effective-binding/configuration/values';
import type {
  ResolvedConnection,
  ResolvedSecret,
} from '../../core/effective-binding/connections/resolved-connection';
import { validateVariableName } from '../../core/effective-binding/validate-names';
import { invalid, leftOut, warning, type Problem } from '../../core/problem';
import {
  evaluateTemplate,
  templateFields,
  type EvaluatedTemplate,
} from './evaluate-template';

/** A variable that a connection sets: a literal value, or the location of a secret. */
export type ConnectionVariable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly location: ValueLocation };

/** The container that gets the variables, and the secret store of the data plane. */
export interface InjectionOptions {
  readonly container: string;
  readonly secretStore?: SecretStore;
}

/** The variables of a connection or of one template. */
export interface InjectedVariables {
  readonly variables: ConnectionVariable[];
  readonly problems: Problem[];
}

/**
 * Evaluates the variables that a connection injects.
 *
 * An invalid template is injected as literal text with a warning, as in OpenChoreo v0.3.2. A secret is never part of a
 * value: a variable that is only a secret refers to it, and a longer text refers to a helper variable before it, which
 * Kubernetes expands.
 */
export function injectVariables(
  connection: ResolvedConnection,
  injection: InjectionOptions,
): InjectedVariables {
  const injected = connection.spec.inject.env.map(({ name, value }) => {
    const variable = `${connection.field}.inject.env[${name}]`;
    const invalidName = validateVariableName(name, `${variable}.name`);
    if (invalidName.length > 0) return { variables: [], problems: invalidName };
    const field = `${variable}.value`;
    const evaluated = evaluateTemplate(value, connection);
    if ('text' in evaluated) {
      return injectText(name, field, evaluated, connection, injection);
    }
    return 'error' in evaluated
      ? {
          variables: [{ name, value }],
          problems: [
            warning(
              field,
              `the template is injected as literal text because ${evaluated.error}; correct the template`,
            ),
          ],
        }
      : {
          variables: [],
          problems: [
            invalid(
              field,
              'a template function cannot change a secret, whose value is not known; use the secret unchanged',
            ),
          ],
        };
  });
  return {
    variables: injected.flatMap(({ variables }) => variables),
    problems: injected.flatMap(({ problems }) => problems),
  };
}

function injectText(
  name: string,
  field: string,
  { text, secrets, missing }: Extract<EvaluatedTemplate, { text: string }>,
  connection: ResolvedConnection,
  { container, secretStore }: InjectionOptions,
): InjectedVariables {
  const { target } = connection;
  if (
    missing.length > 0 &&
    target.kind === 'external' &&
    hasManyHosts(target.host ?? '')
  ) {
    return {
      variables: [],
      problems: [noAddress(field, target.host, missing)],
    };
  }
  const isSecret = secrets.length === 1 && secrets[0].reference === text;
  const variables: ConnectionVariable[] = [];
  for (const { helper, location } of secrets) {
    const variable = isSecret ? name : helper;
    const resolved = resolveSecret(location, secretStore);
    if ('reason' in resolved) {
      return {
        variables: [],
        problems: [
          leftOut(field, resolved.reason, {
            container: podContainerName(container),
            variable,
          }),
        ],
      };
    }
    variables.push({ name: variable, location: resolved });
  }
  return {
    variables: isSecret ? variables : [...variables, { name, value: text }],
    problems: missing.map(unknown => unknownField(field, unknown, connection)),
  };
}

function resolveSecret(
  secret: ResolvedSecret,
  store: SecretStore | undefined,
): ResolvedSecret {
  if ('reason' in secret || secret.kind !== 'group') return secret;
  const reason = validateSecretStore(store);
  return reason ? { reason } : secret;
}

/** The problem of a template that needs the address of a pattern or of a range of addresses. */
function noAddress(
  field: string,
  host: string | undefined,
  missing: readonly string[],
): Problem {
  return invalid(
    field,
    `"${host}" stands for many hosts, so that the connection has no ${missing.join(
      ' and no ',
    )}; name one host, or write the address into the value`,
  );
}

function unknownField(
  field: string,
  name: string,
  connection: ResolvedConnection,
): Problem {
  return warning(
    field,
    `"${name}" does not exist and prints <no value>; the fields are: ${templateFields(
      connection,
    ).join(', ')}`,
  );
}
