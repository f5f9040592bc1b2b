import {
  genDnsLabel,
  nameLimits,
  type WorkloadContainer,
} from '@promenade/openchoreo-model';
import type {
  MountedFile,
  ValueLocation,
} from '../../core/effective-binding/configuration/resolve-configuration';
import type { SecretStore } from '../../core/effective-binding/configuration/values';
import { invalid, type Problem } from '../../core/problem';
import type { JsonObject } from '../../runtime/json';
import type { ConnectionVariable } from '../connections/inject';
import type {
  ConfiguredFile,
  ConfiguredVariable,
} from '../component-type/configuration-variables';
import type { EffectiveTypedBinding } from '../../core/effective-binding/effective-binding';

/** Variables and files of the main container, as component types see them. */
export interface TypedConfiguration {
  readonly variables: readonly ConfiguredVariable[];
  readonly files: readonly ConfiguredFile[];
  /** Variables of the connections, and those that refer to a Secret of the cell. */
  readonly references: readonly JsonObject[];
  readonly volumeMounts: readonly JsonObject[];
  readonly volumes: readonly JsonObject[];
  /** Names of the Secrets of the cell that are referred to. */
  readonly secretNames: readonly string[];
  readonly problems: readonly Problem[];
}

/** A value in its place: plain, in the secret store, or in a Secret of the cell. */
type Located =
  | { readonly value: string }
  | { readonly remoteRef: { readonly key: string; readonly property: string } }
  | { readonly secret: { readonly name: string; readonly key: string } };

/**
 * Divides the configuration of the main container by what component types do with it: plain values go to ConfigMaps, those of the
 * secret store to ExternalSecrets. Secrets that exist in the cell already are referred to.
 *
 * @param connections - variables of the connections, which follow those of the container
 */
export function typedConfiguration(
  { binding, configuration, secretStore }: EffectiveTypedBinding,
  container: string,
  connections: readonly ConnectionVariable[],
): TypedConfiguration {
  const field = `spec.workloadSpec.containers.${container}`;
  const declared = binding.spec.workloadSpec.containers?.[container];
  const problems: Problem[] = [...configuration.problems];
  const locate = (location: MountedFile['location'], at: string) => {
    const located = locateValue(location, secretStore);
    if (typeof located !== 'string') return [located];
    problems.push(invalid(at, located));
    return [];
  };
  const own = listVariables(declared, container, configuration).flatMap(
    ({ name, location }) =>
      locate(location, `${field}.env[${name}].valueFrom`).map(located => ({
        name,
        ...located,
      })),
  );
  const connected = connections.flatMap(variable =>
    'value' in variable
      ? [variable]
      : locate(variable.location, `spec.workloadSpec.connections`).map(
          located => ({ name: variable.name, ...located }),
        ),
  );
  const files = configuration.files
    .filter(file => file.container === container)
    .flatMap(({ mountPath: path, location }) =>
      locate(location, `${field}.files[${path}].valueFrom`).map(located => ({
        ...splitPath(path),
        ...located,
      })),
    );
  const mounted = files.flatMap(file => ('secret' in file ? [file] : []));
  return {
    variables: [
      ...own.flatMap(each => ('secret' in each ? [] : [each])),
      ...connected.flatMap(each => ('remoteRef' in each ? [each] : [])),
    ],
    files: files.flatMap(each => ('secret' in each ? [] : [each])),
    references: [
      ...own.flatMap(each => ('secret' in each ? [referTo(each)] : [])),
      ...connected.flatMap(each => {
        if ('value' in each) return [{ name: each.name, value: each.value }];
        return 'secret' in each ? [referTo(each)] : [];
      }),
    ],
    volumeMounts: mounted.map(({ mountPath, name, secret }) => ({
      name: secretVolumeName(secret.name),
      mountPath: `${mountPath}/${name}`,
      subPath: secret.key,
      readOnly: true,
    })),
    volumes: secretNamesOf(mounted).map(secretName => ({
      name: secretVolumeName(secretName),
      secret: { secretName },
    })),
    secretNames: secretNamesOf([...own, ...connected, ...files]),
    problems,
  };
}

/** Names of the Secrets of the cell among located values, each once. */
function secretNamesOf(
  located: readonly ({ readonly name: string } & Located)[],
): string[] {
  return [
    ...new Set(
      located.flatMap(each => ('secret' in each ? [each.secret.name] : [])),
    ),
  ];
}

function referTo({
  name,
  secret,
}: {
  readonly name: string;
  readonly secret: { readonly name: string; readonly key: string };
}): JsonObject {
  return { name, valueFrom: { secretKeyRef: { ...secret } } };
}

/** The variables in the order of declaration. The last value of a variable that is set twice applies. */
function listVariables(
  container: WorkloadContainer | undefined,
  name: string,
  { variables }: EffectiveTypedBinding['configuration'],
): { name: string; location: MountedFile['location'] }[] {
  const byKey = new Map<string, MountedFile['location']>();
  for (const { key, value, valueFrom } of container?.env ?? []) {
    const reference =
      !value && valueFrom
        ? variables.findLast(
            each => each.container === name && each.variable === key,
          )?.location
        : ({ kind: 'inline', content: value ?? '' } as const);
    byKey.delete(key);
    if (reference) byKey.set(key, reference);
  }
  return [...byKey].map(([key, location]) => ({ name: key, location }));
}

/** Returns where a value is, or why a component type cannot use it. */
function locateValue(
  location: ValueLocation | MountedFile['location'],
  store: SecretStore | undefined,
): Located | string {
  switch (location.kind) {
    case 'inline':
      return { value: location.content };
    case 'secret':
      return { secret: { name: location.name, key: location.key } };
    default:
      if ('plain' in location.value) return { value: location.value.plain };
      return store?.provider === 'external-secrets'
        ? { remoteRef: { key: location.value.vaultKey, property: 'value' } }
        : 'component types read secrets with External Secrets; set the provider external-secrets in spec.secretStore of the DataPlane';
  }
}

function splitPath(path: string): { mountPath: string; name: string } {
  const end = path.lastIndexOf('/');
  return { mountPath: path.slice(0, end), name: path.slice(end + 1) };
}

function secretVolumeName(secret: string): string {
  return genDnsLabel(nameLimits.volume, 'secret', secret);
}
