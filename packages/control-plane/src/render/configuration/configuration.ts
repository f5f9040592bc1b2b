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
import { compareText } from '../../runtime/sorted';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { secretBringer } from '../../core/effective-binding/configuration/secret-store';
import {
  usesOf,
  type Found,
  type Uses,
  type VariableUse,
} from '../../core/effective-binding/configuration/uses';
import {
  isLive,
  plainValues,
  type ConfigurationSurroundings,
} from '../../core/effective-binding/configuration/values';
import { mountProblems } from './mount-check';
import { contentKey, fileName, groupObjectName, mountsOf } from './volumes';

/** What the references and files of a workload come to. */
export interface Configuration {
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
 * Resolves what a workload takes from ConfigurationGroups and Secrets, and mounts its files.
 *
 * @param injected - variables that it is given besides those that it declares, such as those of its connections
 */
export function configurationOf(
  target: RenderTarget,
  workload: WorkloadTemplate,
  surroundings: ConfigurationSurroundings = { findGroup: () => undefined },
  injected: readonly VariableUse[] = [],
): Configuration {
  const declared = usesOf(workload, target.environment, surroundings);
  const uses = {
    ...declared,
    variables: [...declared.variables, ...injected],
  };
  const mounts = mountsOf(uses, { target, ...surroundings });
  const volumes = new Map(mounts.map(({ volume }) => [volume.name, volume]));
  return {
    env(container, variable) {
      const use = uses.variables.findLast(
        each => each.container === container && each.variable === variable,
      );
      return use && valueFrom(target, use.found);
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
      ...groupObjects(target, uses, surroundings),
      ...fileObjects(target, uses),
    ],
    problems: [...uses.problems, ...mountProblems(uses.files, mounts)],
  };
}

const allFound = ({ variables, files }: Uses) =>
  [...variables, ...files].map(({ found }) => found);

/** The Secrets whose change has to restart the pods: all that they use, but for those of groups that are Live. */
function secretsOf(target: RenderTarget, uses: Uses): Labels {
  const names = new Set(
    allFound(uses).flatMap(found => {
      if (found.in === 'secret') return [found.name];
      return found.in === 'group' &&
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

function valueFrom(target: RenderTarget, found: Found): JsonObject {
  const { key } = found;
  if (found.in === 'secret') {
    return { secretKeyRef: { name: found.name, key } };
  }
  const name = groupObjectName(target, found.group.metadata.name);
  return 'plain' in found.value
    ? { configMapKeyRef: { name, key } }
    : { secretKeyRef: { name, key } };
}

function groupObjects(
  target: RenderTarget,
  uses: Uses,
  { secretStore }: ConfigurationSurroundings,
): ReleaseResource[] {
  const groups = new Map<string, ConfigurationGroup>();
  const secrets = new Map<string, Map<string, string>>();
  for (const found of allFound(uses)) {
    if (found.in !== 'group') continue;
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
        ? [secretBringer(target, name, secretStore, stored)]
        : []),
    ];
  });
}

function fileObjects(target: RenderTarget, { files }: Uses): ReleaseResource[] {
  return files.flatMap(file =>
    file.found.in === 'line'
      ? configMap(
          target,
          genName(nameLimits.resource, target.binding, fileName(file)),
          { [contentKey]: file.found.content },
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
function checksumOf(uses: Uses): Labels {
  const restarting = [
    ...uses.variables.map(({ container, variable, found }) => ({
      at: `${container} env ${variable}`,
      found,
    })),
    ...uses.files.map(({ container, mountPath, found }) => ({
      at: `${container} file ${mountPath}`,
      found,
    })),
  ].flatMap(({ at, found }) => {
    if (found.in === 'line') return [[at, found.content]];
    return found.in === 'group' && !isLive(found.group)
      ? [[at, found.value]]
      : [];
  });
  return restarting.length
    ? { [annotations.configurationChecksum]: contentHash(restarting) }
    : {};
}
