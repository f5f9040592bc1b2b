import {
  annotations,
  contentHash,
  genName,
  nameLimits,
  type ConfigurationGroup,
  type WorkloadTemplate,
} from '@promenade/openchoreo-model';
import type { JsonObject } from '../../runtime/json';
import type { Labels, ReleaseResource } from '../../core/manifest';
import type { Problem } from '../../core/problem';
import { compareText } from '../../runtime/sort';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { renderSecretSource } from '../../core/effective-binding/configuration/secret-store';
import {
  resolveConfiguration,
  type ValueLocation,
  type ResolvedConfiguration,
  type ReferencedVariable,
} from '../../core/effective-binding/configuration/resolve-configuration';
import {
  isLive,
  plainValues,
  type ConfigurationContext,
} from '../../core/effective-binding/configuration/values';
import { mountProblems } from './validate-mounts';
import { contentKey, fileName, groupObjectName, mountsOf } from './mounts';

/** What the references and files of a workload come to. */
export interface RenderedConfiguration {
  /** `valueFrom` of a variable whose value comes from elsewhere. */
  env(container: string, variable: string): JsonObject | undefined;
  volumeMounts(container: string): JsonObject[];
  readonly volumes: JsonObject[];
  /** Annotations of the pods: they change with what a change of has to restart them. */
  readonly annotations: Labels;
  /** ConfigMaps, and what brings secrets. */
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
  const uses = {
    ...configuration,
    variables: [...configuration.variables, ...injected],
  };
  const mounts = mountsOf(uses, { target, secretStore });
  const volumes = new Map(mounts.map(({ volume }) => [volume.name, volume]));
  return {
    env(container, variable) {
      const use = uses.variables.findLast(
        each => each.container === container && each.variable === variable,
      );
      return use && valueFrom(target, use.location);
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
    annotations: { ...checksumOf(uses), ...secretsOf(target, uses) },
    resources: [
      ...groupObjects(target, uses, secretStore),
      ...fileObjects(target, uses),
    ],
    problems: [...uses.problems, ...mountProblems(uses.files, mounts)],
  };
}

const allFound = ({ variables, files }: ResolvedConfiguration) =>
  [...variables, ...files].map(({ location }) => location);

/** The Secrets whose change has to restart the pods: all that they use, but for those of groups that are Live. */
function secretsOf(target: RenderTarget, uses: ResolvedConfiguration): Labels {
  const names = new Set(
    allFound(uses).flatMap(found => {
      if (found.kind === 'secret') return [found.name];
      return found.kind === 'group' &&
        'vaultKey' in found.value &&
        !isLive(found.group)
        ? [groupObjectName(target, found.group.metadata.name)]
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

function valueFrom(target: RenderTarget, found: ValueLocation): JsonObject {
  const { key } = found;
  if (found.kind === 'secret') {
    return { secretKeyRef: { name: found.name, key } };
  }
  const name = groupObjectName(target, found.group.metadata.name);
  return 'plain' in found.value
    ? { configMapKeyRef: { name, key } }
    : { secretKeyRef: { name, key } };
}

function groupObjects(
  target: RenderTarget,
  uses: ResolvedConfiguration,
  secretStore: SecretStore | undefined,
): ReleaseResource[] {
  const groups = new Map<string, ConfigurationGroup>();
  const secrets = new Map<string, Map<string, string>>();
  for (const found of allFound(uses)) {
    if (found.kind !== 'group') continue;
    const { name } = found.group.metadata;
    groups.set(name, found.group);
    if ('vaultKey' in found.value) {
      const keys = secrets.get(name) ?? new Map<string, string>();
      secrets.set(name, keys.set(found.key, found.value.vaultKey));
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
        ? [configMap(target, name, data)]
        : []),
      ...(secretStore && stored.length
        ? [renderSecretSource(target, name, secretStore, stored)]
        : []),
    ];
  });
}

function fileObjects(
  target: RenderTarget,
  { files }: ResolvedConfiguration,
): ReleaseResource[] {
  return files.flatMap(file =>
    file.location.kind === 'inline'
      ? configMap(
          target,
          genName(nameLimits.resource, target.binding, fileName(file)),
          { [contentKey]: file.location.content },
        )
      : [],
  );
}

function configMap(
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
 * A hash of the values that are used and that running pods would not see
 * change: variables and files of groups that restart (which is what a group
 * does that says nothing), and files that are written out.
 */
function checksumOf(uses: ResolvedConfiguration): Labels {
  const restarting = [
    ...uses.variables.map(({ container, variable, location }) => ({
      at: `${container} env ${variable}`,
      found: location,
    })),
    ...uses.files.map(({ container, mountPath, location }) => ({
      at: `${container} file ${mountPath}`,
      found: location,
    })),
  ].flatMap(({ at, found }) => {
    if (found.kind === 'inline') return [[at, found.content]];
    return found.kind === 'group' && !isLive(found.group)
      ? [[at, found.value]]
      : [];
  });
  return restarting.length
    ? { [annotations.configurationChecksum]: contentHash(restarting) }
    : {};
}
