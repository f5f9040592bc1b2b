import {
  findConfigurationEntry,
  findConfigurationValue,
  type ConfigurationGroup,
  type ConfigurationValue,
  type DataPlane,
  type ValueSource,
} from '@promenade/openchoreo-model';

/** The secret store of a data plane. */
export type SecretStore = NonNullable<DataPlane['spec']['secretStore']>;

/** What references are resolved with. */
export interface ConfigurationContext {
  /** Finds a ConfigurationGroup of the binding's organization. */
  readonly findGroup: (name: string) => ConfigurationGroup | undefined;
  /** Describes a group that exists but is invalid, and so is not found. */
  readonly describeInvalidGroup?: (name: string) => string | undefined;
  /** Of the data plane of the environment. */
  readonly secretStore?: SecretStore;
}

/** The location of a referenced value. It never contains the value of a secret. */
export type ResolvedValue =
  | {
      readonly kind: 'group';
      readonly group: ConfigurationGroup;
      readonly key: string;
      readonly value: ConfigurationValue;
    }
  | { readonly kind: 'secret'; readonly name: string; readonly key: string }
  | { readonly kind: 'notFound'; readonly reason: string };

/** Valid keys of a ConfigMap or Secret. The key becomes a file name and must not leave its directory. */
const validKey = /^(?!\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/;

/** Whether a text is a valid key of a ConfigMap or Secret. */
export function isDataKey(key: string): boolean {
  return validKey.test(key);
}

/** Whether a key has plain text and a path in the secret store in an environment, of which the text applies. */
export function hasTwoValues(
  group: ConfigurationGroup,
  key: string,
  environment: string,
): boolean {
  const { value, vaultKey } =
    findConfigurationEntry(group, key, environment) ?? {};
  return Boolean(value && vaultKey);
}

/** The keys of a group that are valid in a ConfigMap or Secret. */
export function groupKeys({ spec }: ConfigurationGroup): string[] {
  return spec.configurations.map(({ key }) => key).filter(isDataKey);
}

/** The plain values of a group in an environment, by key. */
export function plainValues(
  group: ConfigurationGroup,
  environment: string,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const key of groupKeys(group)) {
    const value = findConfigurationValue(group, key, environment);
    if (value && 'plain' in value) values[key] = value.plain;
  }
  return values;
}

/** Resolves a reference; a reason with the remedy where the value is not found. */
export function resolveValue(
  { configurationGroupRef, secretRef }: ValueSource,
  environment: string,
  { findGroup, describeInvalidGroup }: ConfigurationContext,
): ResolvedValue {
  if (!configurationGroupRef) {
    return secretRef
      ? { kind: 'secret', ...secretRef }
      : notFound(
          'it names neither a ConfigurationGroup nor a Secret; name one',
        );
  }
  const { name, key } = configurationGroupRef;
  const group = findGroup(name);
  if (!group) {
    return notFound(
      describeInvalidGroup?.(name) ??
        `ConfigurationGroup "${name}" not found; create it, or set a value`,
    );
  }
  const label = `ConfigurationGroup "${name}"`;
  const keys = group.spec.configurations.map(entry => entry.key);
  if (!keys.includes(key)) {
    return notFound(
      `${label} has no key "${key}"; it has: ${keys.join(', ') || 'none'}`,
    );
  }
  if (!isDataKey(key)) {
    return notFound(
      `key "${key}" of ${label} is not valid in a ConfigMap or Secret; use letters, digits, dots, hyphens and underscores, without two leading dots`,
    );
  }
  const value = findConfigurationValue(group, key, environment);
  return value
    ? { kind: 'group', group, key, value }
    : notFound(
        `key "${key}" of ${label} has no value for the environment "${environment}"; add one`,
      );
}

/** Whether a change of the group only updates mounted files and restarts nothing. */
export function isLive({ spec }: ConfigurationGroup): boolean {
  return spec.updateStrategy === 'Live';
}

function notFound(reason: string): ResolvedValue {
  return { kind: 'notFound', reason };
}
