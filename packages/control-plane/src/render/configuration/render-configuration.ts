import {
  annotations,
  contentHash,
  type ConfigurationGroup,
} from '@promenade/openchoreo-model';
import {
  type ReferencedVariable,
  type ResolvedConfiguration,
  type ValueLocation,
} from '../../core/effective-binding/configuration/resolve-configuration';
import {
  SecretStore,
  isLive,
  plainValues,
} from '../../core/effective-binding/configuration/values';
import { EffectiveBinding } from '../../core/effective-binding/effective-binding';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { Labels, ReleaseResource } from '../../core/manifest';
import type { Problem } from '../../core/problem';
import type { JsonObject } from '../../runtime/json';
import { compareText } from '../../runtime/sort';
import {
  contentKey,
  groupObjectName,
  inlineConfigMapName,
  renderMounts,
} from './mounts';
import { renderSecretSource } from './secret-objects';
import { validateMounts } from './validate-mounts';

/** The rendered references and files of a workload. */
export interface RenderedConfiguration {
  /** `valueFrom` of a variable that refers to a ConfigurationGroup or Secret. */
  env(container: string, variable: string): JsonObject | undefined;
  volumeMounts(container: string): JsonObject[];
  readonly volumes: JsonObject[];
  /** Annotations of the pods. A change of them restarts the pods. */
  readonly annotations: Labels;
  /** ConfigMaps, and the objects that create Secrets. */
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/**
 * Renders the references of a workload to ConfigurationGroups and Secrets, and mounts its files.
 *
 * @param injected - variables of the connections
 */
export function renderConfiguration(
  { target, configuration, secretStore }: EffectiveBinding,
  injected: readonly ReferencedVariable[] = [],
): RenderedConfiguration {
  const resolved = {
    ...configuration,
    variables: [...configuration.variables, ...injected],
  };
  const mounts = renderMounts(resolved, { target, secretStore });
  const volumes = new Map(mounts.map(({ volume }) => [volume.name, volume]));
  return {
    env(container, variable) {
      const reference = resolved.variables.findLast(
        each => each.container === container && each.variable === variable,
      );
      return reference && renderValueFrom(target, reference.location);
    },
    volumeMounts: name =>
      mounts
        .filter(({ container }) => container === name)
        .map(({ volume, mountPath, subPath }) => ({
          name: volume.name,
          mountPath,
          subPath,
          readOnly: true,
        })),
    volumes: [...volumes.values()].sort((a, b) => compareText(a.name, b.name)),
    annotations: {
      ...checksumAnnotation(resolved),
      ...secretsAnnotation(target, resolved),
    },
    resources: [
      ...renderGroupObjects(target, resolved, secretStore),
      ...renderFileObjects(target, resolved),
    ],
    problems: [...resolved.problems, ...validateMounts(resolved.files, mounts)],
  };
}

const allLocations = ({ variables, files }: ResolvedConfiguration) =>
  [...variables, ...files].map(({ location }) => location);

/** The annotation with the Secrets whose change restarts the pods: all used Secrets, except those of Live groups. */
function secretsAnnotation(
  target: RenderTarget,
  resolved: ResolvedConfiguration,
): Labels {
  const names = new Set(
    allLocations(resolved).flatMap(location => {
      if (location.kind === 'secret') return [location.name];
      return location.kind === 'group' &&
        'vaultKey' in location.value &&
        !isLive(location.group)
        ? [groupObjectName(target, location.group.metadata.name)]
        : [];
    }),
  );
  return names.size
    ? {
        [annotations.restartWithSecrets]: [...names]
          .sort(compareText)
          .join(','),
      }
    : {};
}

function renderValueFrom(
  target: RenderTarget,
  location: ValueLocation,
): JsonObject {
  const { key } = location;
  if (location.kind === 'secret') {
    return { secretKeyRef: { name: location.name, key } };
  }
  const name = groupObjectName(target, location.group.metadata.name);
  return 'plain' in location.value
    ? { configMapKeyRef: { name, key } }
    : { secretKeyRef: { name, key } };
}

function renderGroupObjects(
  target: RenderTarget,
  resolved: ResolvedConfiguration,
  secretStore: SecretStore | undefined,
): ReleaseResource[] {
  const groups = new Map<string, ConfigurationGroup>();
  const secrets = new Map<string, Map<string, string>>();
  for (const location of allLocations(resolved)) {
    if (location.kind !== 'group') continue;
    const { name } = location.group.metadata;
    groups.set(name, location.group);
    if ('vaultKey' in location.value) {
      const keys = secrets.get(name) ?? new Map<string, string>();
      secrets.set(name, keys.set(location.key, location.value.vaultKey));
    }
  }
  return [...groups.keys()].sort(compareText).flatMap(groupName => {
    const name = groupObjectName(target, groupName);
    const group = groups.get(groupName);
    const data = group && plainValues(group, target.environment);
    const stored = [...(secrets.get(groupName) ?? [])]
      .map(([key, vaultKey]) => ({ key, vaultKey }))
      .sort((a, b) => compareText(a.key, b.key));
    return [
      ...(data && Object.keys(data).length
        ? [renderConfigMap(target, name, data)]
        : []),
      ...(secretStore && stored.length
        ? [renderSecretSource(target, name, secretStore, stored)]
        : []),
    ];
  });
}

function renderFileObjects(
  target: RenderTarget,
  { files }: ResolvedConfiguration,
): ReleaseResource[] {
  return files.flatMap(file =>
    file.location.kind === 'inline'
      ? renderConfigMap(target, inlineConfigMapName(target, file), {
          [contentKey]: file.location.content,
        })
      : [],
  );
}

function renderConfigMap(
  target: RenderTarget,
  name: string,
  data: Record<string, string>,
): ReleaseResource {
  return {
    id: `${name}-configmap`,
    object: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: objectMeta(target, name),
      data,
    },
  };
}

/**
 * The annotation with a hash of the values whose change running pods do not see: values of groups that restart (the
 * default), and inline files.
 */
function checksumAnnotation(resolved: ResolvedConfiguration): Labels {
  const restarting = [
    ...resolved.variables.map(({ container, variable, location }) => ({
      at: `${container} env ${variable}`,
      found: location,
    })),
    ...resolved.files.map(({ container, mountPath, location }) => ({
      at: `${container} file ${mountPath}`,
      found: location,
    })),
  ].flatMap(({ at, found: location }) => {
    if (location.kind === 'inline') return [[at, location.content]];
    return location.kind === 'group' && !isLive(location.group)
      ? [[at, location.value]]
      : [];
  });
  return restarting.length
    ? { [annotations.configurationChecksum]: contentHash(restarting) }
    : {};
}
