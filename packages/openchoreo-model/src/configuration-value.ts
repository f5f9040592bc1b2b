import type { ConfigurationGroup } from './kinds/configuration-group';

/**
 * The value of a key in an environment: plain text, or its path in the secret store.
 *
 * @public
 */
export type ConfigurationValue =
  | { readonly plain: string }
  | { readonly vaultKey: string };

/**
 * The entry of a key for an environment: the first one that names the environment, or a group of environments that contains it.
 *
 * @public
 */
export function findConfigurationEntry(
  { spec }: ConfigurationGroup,
  key: string,
  environment: string,
) {
  const groups = (spec.environmentGroups ?? [])
    .filter(({ environments }) => environments.includes(environment))
    .map(({ name }) => name);
  return spec.configurations
    .find(configuration => configuration.key === key)
    ?.values.find(
      value =>
        value.environment === environment ||
        (value.environmentGroupRef !== undefined &&
          groups.includes(value.environmentGroupRef)),
    );
}

/**
 * The value of a key in an environment. Plain text takes precedence over a path in the secret store, unless it is empty.
 *
 * @public
 */
export function findConfigurationValue(
  group: ConfigurationGroup,
  key: string,
  environment: string,
): ConfigurationValue | undefined {
  const { value, vaultKey } =
    findConfigurationEntry(group, key, environment) ?? {};
  if (!value && vaultKey) return { vaultKey };
  return value === undefined ? undefined : { plain: value };
}
