import {
  configurationGroupKind,
  findConfigurationValue,
  type EnvVar,
} from '@promenade/openchoreo-model';
import type { ResourceReader } from '../../cache/ResourceReader';
import type { Loss, PortableVariable } from '../../domain/PortableProject';

/** The variables that have the same value in every environment. */
export function readVariables(env: readonly EnvVar[]): PortableVariable[] {
  return env
    .filter(({ valueFrom }) => !valueFrom?.configurationGroupRef)
    .map(({ key, value, valueFrom }) =>
      valueFrom?.secretRef
        ? { key, secret: valueFrom.secretRef }
        : { key, value: value ?? '' },
    );
}

/** The variables whose values are those of a ConfigurationGroup in an environment. */
export function readConfiguredVariables(
  reader: ResourceReader,
  organization: string,
  env: readonly EnvVar[],
  environment: string,
): { env: PortableVariable[]; losses: Loss[] } {
  const variables: PortableVariable[] = [];
  const losses: Loss[] = [];
  for (const { key, valueFrom } of env) {
    const ref = valueFrom?.configurationGroupRef;
    if (!ref) continue;
    const group = reader.get(configurationGroupKind, {
      namespace: organization,
      name: ref.name,
    });
    const value = group && findConfigurationValue(group, ref.key, environment);
    if (value && 'plain' in value) variables.push({ key, value: value.plain });
    else {
      losses.push({
        field: `ConfigurationGroup ${ref.name}, key ${ref.key}`,
        reason: value
          ? `The variable ${key} is a secret in ${environment}. Create a SecretReference with the remote key ${value.vaultKey}, and refer to it in the overrides.`
          : `The variable ${key} has no value in ${environment}. Set it in the overrides if it is needed.`,
      });
    }
  }
  return { env: variables, losses };
}
